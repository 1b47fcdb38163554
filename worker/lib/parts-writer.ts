/** Writes a file of unknown length into R2: in one go while it is short, in parts of one size when it is not. */

/** R2 takes no smaller parts, and all but the last must be of one size. */
const PART_BYTES = 5 * 1024 * 1024

export interface PartsWriter {
  write(bytes: Uint8Array): Promise<void>
  close(): Promise<void>
  /** Nothing of it is kept. */
  abort(): Promise<void>
}

export function partsWriter(bucket: R2Bucket, path: string): PartsWriter {
  const part = new Uint8Array(PART_BYTES)
  const sent: R2UploadedPart[] = []
  let filled = 0
  let upload: R2MultipartUpload | undefined

  async function send() {
    upload ??= await bucket.createMultipartUpload(path)
    sent.push(await upload.uploadPart(sent.length + 1, part.subarray(0, filled)))
    filled = 0
  }
  return {
    async write(bytes) {
      for (let from = 0; from < bytes.length; ) {
        const some = bytes.subarray(from, from + PART_BYTES - filled)
        part.set(some, filled)
        from += some.length
        filled += some.length
        if (filled === PART_BYTES) await send()
      }
    },
    async close() {
      if (!upload) {
        await bucket.put(path, part.subarray(0, filled))
        return
      }
      if (filled > 0) await send()
      await upload.complete(sent)
    },
    async abort() {
      await upload?.abort()
    },
  }
}

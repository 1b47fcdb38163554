import { brotliCompressSync, constants } from 'node:zlib'

/** Bytes after brotli at its best (quality 11), as a server sends files that it compressed beforehand. */
export function brotliBytes(content: Uint8Array): number {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  }
  return brotliCompressSync(content, { params }).length
}

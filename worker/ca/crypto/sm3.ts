/** SM3 (GB/T 32905-2016), which the platform does not have. */

const START = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e]
const BLOCK = 64

const rotated = (word: number, by: number) => (word << by) | (word >>> (32 - by))

/** T_j, turned by j already: it is the same for every block. */
const CONSTANTS = Int32Array.from({ length: 64 }, (_, j) => rotated(j < 16 ? 0x79cc4519 : 0x7a879d8a, j % 32))

/** Words that every call writes before it reads them; calls do not overlap, for none of them waits. */
const words = new Int32Array(68)

/** The digest of 32 bytes. */
export function sm3(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const state = Int32Array.from(START)
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength)
  const whole = message.length - (message.length % BLOCK)
  for (let at = 0; at < whole; at += BLOCK) compress(state, view, at)

  // What is left, a bit of one, zeros, and the length in bits: one block, or two where the length finds no room.
  const rest = message.subarray(whole)
  const tail = new DataView(new ArrayBuffer(rest.length + 9 > BLOCK ? 2 * BLOCK : BLOCK))
  new Uint8Array(tail.buffer).set(rest)
  tail.setUint8(rest.length, 0x80)
  tail.setBigUint64(tail.byteLength - 8, BigInt(message.length) * 8n)
  for (let at = 0; at < tail.byteLength; at += BLOCK) compress(state, tail, at)

  const digest = new DataView(new ArrayBuffer(32))
  for (const [i, word] of state.entries()) digest.setInt32(4 * i, word)
  return new Uint8Array(digest.buffer)
}

function compress(state: Int32Array, block: DataView, at: number): void {
  const w = words as Int32Array & Record<number, number>
  for (let j = 0; j < 16; j++) w[j] = block.getInt32(at + 4 * j)
  for (let j = 16; j < 68; j++) {
    const x = (w[j - 16] as number) ^ (w[j - 9] as number) ^ rotated(w[j - 3] as number, 15)
    w[j] = x ^ rotated(x, 15) ^ rotated(x, 23) ^ rotated(w[j - 13] as number, 7) ^ (w[j - 6] as number)
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [
    ...[a: number, b: number, c: number, d: number],
    ...[e: number, f: number, g: number, h: number],
  ]
  for (let j = 0; j < 64; j++) {
    const a12 = rotated(a, 12)
    const s = rotated((a12 + e + (CONSTANTS[j] as number)) | 0, 7)
    const ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c)
    const gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g)
    const t1 = (ff + d + (s ^ a12) + ((w[j] as number) ^ (w[j + 4] as number))) | 0
    const t2 = (gg + h + s + (w[j] as number)) | 0
    d = c
    c = rotated(b, 9)
    b = a
    a = t1
    h = g
    g = rotated(f, 19)
    f = e
    e = t2 ^ rotated(t2, 9) ^ rotated(t2, 17)
  }
  for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) state[i] = (state[i] as number) ^ word
}

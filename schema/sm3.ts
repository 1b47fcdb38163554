/** SM3, the hash of SM2 signatures (GB/T 32905-2016). No platform's Web Crypto has it. */

const START = [
  ...[0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600],
  ...[0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e],
]
const BLOCK_BYTES = 64
const ROUNDS = 64

const turn = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits))
const p0 = (word: number): number => word ^ turn(word, 9) ^ turn(word, 17)
const p1 = (word: number): number => word ^ turn(word, 15) ^ turn(word, 23)

/** Each round's constant, already turned by its number. */
const CONSTANTS = Array.from({ length: ROUNDS }, (_, j) => turn(j < 16 ? 0x79cc4519 : 0x7a879d8a, j % 32))

/** The message, a one bit, zeros, and its length in bits as 64, in whole blocks. */
function padded(message: Uint8Array): DataView {
  const bytes = new Uint8Array(Math.ceil((message.length + 9) / BLOCK_BYTES) * BLOCK_BYTES)
  bytes.set(message)
  bytes[message.length] = 0x80
  const view = new DataView(bytes.buffer)
  view.setUint32(bytes.length - 8, Math.floor(message.length / 2 ** 29))
  view.setUint32(bytes.length - 4, message.length << 3)
  return view
}

/** Words 0 to 67 of the block that begins at `at`. */
function expand(words: Int32Array, view: DataView, at: number): void {
  const w = (j: number) => words[j] ?? 0
  for (let j = 0; j < 16; j++) words[j] = view.getInt32(at + 4 * j)
  for (let j = 16; j < ROUNDS + 4; j++)
    words[j] = p1(w(j - 16) ^ w(j - 9) ^ turn(w(j - 3), 15)) ^ turn(w(j - 13), 7) ^ w(j - 6)
}

function compress(state: Int32Array, words: Int32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let j = 0; j < ROUNDS; j++) {
    const [word = 0, later = 0] = [words[j], words[j + 4]]
    const a12 = turn(a, 12)
    const ss1 = turn((a12 + e + (CONSTANTS[j] ?? 0)) | 0, 7)
    const ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c)
    const gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g)
    const tt1 = (ff + d + (ss1 ^ a12) + (word ^ later)) | 0
    const tt2 = (gg + h + ss1 + word) | 0
    d = c
    c = turn(b, 9)
    b = a
    a = tt1
    h = g
    g = turn(f, 19)
    f = e
    e = p0(tt2)
  }
  for (const [j, word] of [a, b, c, d, e, f, g, h].entries()) state[j] = (state[j] ?? 0) ^ word
}

/** 32 bytes. */
export function sm3(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const view = padded(message)
  const state = Int32Array.from(START)
  const words = new Int32Array(ROUNDS + 4)
  for (let at = 0; at < view.byteLength; at += BLOCK_BYTES) {
    expand(words, view, at)
    compress(state, words)
  }
  const hash = new DataView(new ArrayBuffer(32))
  for (const [j, word] of state.entries()) hash.setInt32(4 * j, word)
  return new Uint8Array(hash.buffer)
}

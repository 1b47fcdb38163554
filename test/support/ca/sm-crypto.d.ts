/** What the tests use of it; the package brings no types. */
declare module 'sm-crypto' {
  interface Options {
    hash?: boolean
    der?: boolean
    publicKey?: string
    userId?: string
    pointPool?: unknown[]
  }
  export const sm2: {
    getPoint(): unknown
    doSignature(message: number[], privateKey: string, options: Options): string
    doVerifySignature(message: number[], signature: string, publicKey: string, options: Options): boolean
  }
  export const sm3: (message: number[]) => string
}

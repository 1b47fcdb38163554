/** Digests by OpenSSL, which has none of our code in it. */
import { spawn } from 'node:child_process'

export function digest(hash: 'sm3' | 'sha256', data: string | Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('openssl', ['dgst', `-${hash}`, '-r'])
    let said = ''
    child.stdout.on('data', (chunk) => {
      said += String(chunk)
    })
    child.on('error', reject)
    child.on('close', () => resolve(said.split(' ')[0] ?? ''))
    child.stdin.end(data)
  })
}

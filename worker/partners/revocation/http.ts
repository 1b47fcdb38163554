import { ok, type Result } from '../../lib/result.ts'
import { call, fault, type Line, type Reply } from '../call.ts'
import type { PartnerFault } from '../fault.ts'
import type { RevocationSources } from './port.ts'

/** In bytes: some 200,000 revoked certificates; the Worker has memory for a few times that. */
const LARGEST_LIST = 8 * 1024 * 1024

/**
 * CRL over HTTP (RFC 5280, 4.2.1.13) and OCSP over HTTP (RFC 6960, appendix A). Each address has a line of its own, of
 * which there are as many as the trust list names. Asked once: a person waits, and asks again.
 */
export function revocation(newLine: () => Line): RevocationSources {
  const lines = new Map<string, Line>()
  const lineTo = (url: string): Line => {
    const found = lines.get(url) ?? newLine()
    lines.set(url, found)
    return found
  }
  return {
    list: (url) =>
      call(
        { ...lineTo(url), largest: LARGEST_LIST },
        {
          attempts: 1,
          request: async () => new Request(url, { headers: { accept: 'application/pkix-crl' } }),
          read,
        },
      ),
    ocsp(url, body) {
      const headers = { 'content-type': 'application/ocsp-request', accept: 'application/ocsp-response' }
      const request = async () => new Request(url, { method: 'POST', body, headers })
      return call(lineTo(url), { attempts: 1, request, read })
    },
  }
}

const read = async ({ status, bytes }: Reply): Promise<Result<Uint8Array, PartnerFault>> =>
  status === 200 ? ok(bytes) : fault('revocation', 'refused', `status ${status}`)

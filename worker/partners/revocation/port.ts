import type { Result } from '../../lib/result.ts'
import type { PartnerFault } from '../fault.ts'

type Bytes = Promise<Result<Uint8Array, PartnerFault>>

/**
 * What CAs answer on revoked certificates, as it came: whether it is theirs is for whoever knows the CA. The addresses
 * are those of the trust list, never a certificate's own, or a stranger's certificate could send the hall anywhere.
 */
export interface RevocationSources {
  /** A list of revoked certificates, in DER. */
  list(url: string): Bytes
  /** An answer to an OCSP request. */
  ocsp(url: string, request: Uint8Array<ArrayBuffer>): Bytes
}

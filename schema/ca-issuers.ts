/** Where each CA writes a unit's credit code. Only what stands where its issuer puts it is believed. */
import * as v from 'valibot'

/** One place in a certificate. */
export interface Place {
  in: 'extension' | 'subject'
  oid: string
  /** What precedes the code there; without it the value is something else, a person's number for one. */
  prefix?: string
  /**
   * Other things stand there as well (a department, a person's number), so that only what is a credit code counts. What
   * stands in a place of its own must be one.
   */
  shared?: true
}

const extension = (oid: string, more: Partial<Place> = {}): Place => ({ in: 'extension', oid, ...more })
const subject = (oid: string, more: Partial<Place> = {}): Place => ({ in: 'subject', oid, ...more })

/** GM/T 0015: an organisation's code; credit codes since there are any. */
const COMMON = extension('1.2.156.10260.4.1.4')

/** By the name that the trust list gives; `label` is for its administrators. */
export const issuerProfiles = {
  common: { label: '通用（国密证书扩展项）', places: [COMMON] },
  bjca: {
    label: '北京 CA',
    places: [extension('1.2.156.112562.2.1.1.1', { prefix: 'JJ' }), COMMON],
  },
  netca: { label: '网证通（NETCA）', places: [extension('1.3.6.1.4.1.18760.1.12.11'), COMMON] },
  guoxin: {
    label: '国信 CA',
    // houseIdentifier's neighbour `member`, and `givenName`, which a person's certificate uses for a name.
    places: [subject('2.5.4.31', { shared: true }), subject('2.5.4.42', { shared: true }), COMMON],
  },
  jsca: { label: '江苏 CA', places: [extension('1.2.86.21.1.1'), COMMON] },
  // Elsewhere this OID holds the number of a business registration.
  rsa_unit_number: { label: 'RSA 证书，单位编号扩展项', places: [extension('1.2.86.11.7.4')] },
  department: { label: '主题中的部门（OU）', places: [subject('2.5.4.11', { shared: true }), COMMON] },
  serial_number: {
    label: '主题中的序列号（serialNumber）',
    places: [subject('2.5.4.5', { shared: true }), COMMON],
  },
} as const satisfies Record<string, { label: string; places: readonly Place[] }>

export type IssuerProfile = keyof typeof issuerProfiles
export const IssuerProfile = v.picklist(Object.keys(issuerProfiles) as IssuerProfile[])

/** Certificate authorities as the administration lists them: whose certificate, where its units' codes and its answers are. */
import * as v from 'valibot'
import { IssuerProfile } from './ca-issuers.ts'
import type { counterCopy } from './counter-refusals.ts'
import { missing } from './fields/missing.ts'
import { countCharacters, foldLine } from './fields/text.ts'
import { textField } from './fields/text-field.ts'

type Code = keyof typeof counterCopy

const LONGEST_NAME = 60 // characters
const LONGEST_ADDRESS = 300 // characters
/** A certificate of 6 KB, in base64 or with the lines of PEM. */
const LONGEST_CERTIFICATE = 10_000 // characters
const MOST_HOURS = 10_000

/** Read as PEM or DER; its name and its claimed type are never looked at. */
const CertificateFile = v.custom<File>((value) => value instanceof File && value.size > 0)

/** A file, or what was pasted. An empty file field counts as none. */
export const OfferCertificate = v.pipe(
  v.object(
    {
      certificate: v.optional(v.unknown()),
      pem: v.optional(v.pipe(v.string(), v.maxLength(LONGEST_CERTIFICATE, 'certificate.required')), ''),
    },
    missing,
  ),
  v.forward(
    v.check(
      ({ certificate, pem }) => v.is(CertificateFile, certificate) || pem.trim() !== '',
      'certificate.required' satisfies Code,
    ),
    ['certificate'],
  ),
  v.transform(({ certificate, pem }) => ({
    file: v.is(CertificateFile, certificate) ? certificate : undefined,
    pem: pem.trim(),
  })),
)
export type OfferCertificate = v.InferOutput<typeof OfferCertificate>

const AuthorityName = textField('Name of the CA, as units know it', foldLine, (name): Code | undefined => {
  if (name === '') return 'authority_name.required'
  const length = countCharacters(name)
  return length < 2 || length > LONGEST_NAME ? 'authority_name.length' : undefined
})

/** OCSP and lists are signed themselves, so that plain http does; most CAs have nothing else. */
function addressProblem(typed: string): Code | undefined {
  if (typed === '') return undefined
  const url = URL.parse(typed)
  const fits = url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.hash
  return fits && typed.length <= LONGEST_ADDRESS ? undefined : 'check_url.format'
}

const CheckUrl = v.optional(
  textField('Where the CA answers on revocation', (typed) => typed.trim(), addressProblem),
  '',
)

const FreshHours = v.pipe(
  textField(
    'For how many hours an answer counts',
    (typed) => typed.trim(),
    (typed): Code | undefined =>
      /^[1-9]\d{0,4}$/.test(typed) && Number(typed) <= MOST_HOURS ? undefined : 'fresh_hours.format',
  ),
  v.transform(Number),
)

const changeable = {
  authorityName: AuthorityName,
  profile: v.pipe(
    v.string('profile.required'),
    v.check((name) => v.is(IssuerProfile, name), 'profile.required'),
    v.transform((name) => name as IssuerProfile),
  ),
  ocspUrl: CheckUrl,
  crlUrl: CheckUrl,
  freshHours: FreshHours,
  /** A client on localhost signs with its keys for any page. */
  localClient: v.optional(v.literal('yes')),
}

const isAsked = ({ ocspUrl, crlUrl }: { ocspUrl: string; crlUrl: string }) => ocspUrl !== '' || crlUrl !== ''
const NOBODY_ASKED: Code = 'check_url.required'

export const ChangeAuthority = v.pipe(
  v.object(changeable, missing),
  v.forward(
    v.check((input) => isAsked(input), NOBODY_ASKED),
    ['ocspUrl'],
  ),
)
export type ChangeAuthority = v.InferOutput<typeof ChangeAuthority>

const Certificate = v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]+=*$/), v.maxLength(LONGEST_CERTIFICATE))

/** `certificate`: DER in base64, as the preview showed it; it is read and judged anew. */
export const AddAuthority = v.pipe(
  v.object({ certificate: Certificate, ...changeable }, missing),
  v.forward(
    v.check((input) => isAsked(input), NOBODY_ASKED),
    ['ocspUrl'],
  ),
)
export type AddAuthority = v.InferOutput<typeof AddAuthority>

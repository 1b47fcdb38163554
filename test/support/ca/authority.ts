/** One certificate authority of the tests: a root or one below another, with its database in a folder of its own. */
import { randomBytes, X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Extensions, KINDS, type Kind, newKey, openssl, settings } from './openssl.ts'

export interface Issued {
  kind: Kind
  /** Paths of PEM files, for whoever imports them into a token. */
  keyPem: string
  certificatePem: string
  /** DER. */
  certificate: Buffer
  /** Lower-case hex without leading zeros. */
  serial: string
}

export interface Wanted {
  /** Written where `1.2.156.10260.4.1.4` is, unless `extensions` says otherwise. */
  creditCode?: string
  /** As OpenSSL takes it: `/C=CN/O=…`. */
  subject?: string
  /** Over the usual ones. */
  extensions?: Extensions
  /** Of the key; the authority's own by default. */
  kind?: Kind
  from?: Date
  to?: Date
  /** Instead of the kind's own, `sha1` for one. */
  digest?: string
  /** The key of another, instead of a new one. */
  keyPem?: string
  /** Of an authority's folder; one that is there already is taken up again. */
  name?: string
}

export interface Authority {
  id: string
  kind: Kind
  subject: string
  folder: string
  certificatePem: string
  certificate: Buffer
  /** One below the other, from this one to the root. */
  line: Authority[]
  issue(wanted?: Wanted): Promise<Issued>
  /** One below it, which may issue as well. */
  under(wanted?: Wanted): Promise<Authority>
  revoke(issued: Issued, reason?: string): Promise<void>
  /** Takes back a hold. */
  release(issued: Issued): Promise<void>
  /** Takes it out of the database, as if it had never been issued. */
  forget(issued: Issued): Promise<void>
  /** Puts the work on the database of this one into a row. */
  alone<T>(work: () => Promise<T>): Promise<T>
}

export const COMMON_PLACE = '1.2.156.10260.4.1.4'

const leafExtensions = (creditCode: string | undefined): Extensions => ({
  basicConstraints: 'critical,CA:FALSE',
  keyUsage: 'critical,digitalSignature,nonRepudiation',
  extendedKeyUsage: 'clientAuth',
  subjectKeyIdentifier: 'hash',
  authorityKeyIdentifier: 'keyid',
  [COMMON_PLACE]: creditCode && `ASN1:UTF8String:${creditCode}`,
})
const caExtensions: Extensions = {
  basicConstraints: 'critical,CA:TRUE',
  keyUsage: 'critical,keyCertSign,cRLSign',
  subjectKeyIdentifier: 'hash',
}

/** As OpenSSL reads times. */
export const asTime = (date: Date) => `${date.toISOString().replace(/\D/g, '').slice(0, 14)}Z`
export const pemToDer = (pem: string) => Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64')

/** A root of its own, in a new folder below `place`. */
export async function makeRoot(
  place: string,
  kind: Kind,
  { subject = `/C=CN/O=测试根证书 ${kind}`, extensions = {}, digest, name }: Wanted = {},
): Promise<Authority> {
  const { folder, isNew } = await folderFor(place, name)
  if (!isNew) return authorityIn(folder, place, kind, subject, [])
  const { sign } = KINDS[kind]
  await writeFile(join(folder, 'ca.key'), await newKey(kind))
  await writeFile(join(folder, 'next.cnf'), settings(kind, { ...caExtensions, ...extensions }))
  await openssl(folder, [
    ...['req', '-x509', '-new', '-utf8', '-key', 'ca.key', '-config', 'next.cnf', '-extensions', 'next'],
    ...['-subj', subject, '-days', '3650', `-${digest ?? KINDS[kind].digest}`, ...sign, '-out', 'ca.pem'],
  ])
  return authorityIn(folder, place, kind, subject, [])
}

async function folderFor(place: string, name = randomBytes(8).toString('hex')) {
  const folder = join(place, name)
  if (existsSync(join(folder, 'ca.pem'))) return { folder, isNew: false }
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'index.txt'), '')
  await writeFile(join(folder, 'number.txt'), '01\n')
  return { folder, isNew: true }
}

async function authorityIn(
  folder: string,
  place: string,
  kind: Kind,
  subject: string,
  above: Authority[],
): Promise<Authority> {
  let last: Promise<unknown> = Promise.resolve()
  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work)
    last = mine.catch(() => {})
    return mine
  }
  const certificatePem = join(folder, 'ca.pem')

  const issue = async (wanted: Wanted = {}): Promise<Issued> => {
    const keys = wanted.kind ?? kind
    const name = randomBytes(8).toString('hex')
    const keyPem = wanted.keyPem ?? join(folder, `${name}.key`)
    if (!wanted.keyPem) await writeFile(keyPem, await newKey(keys))
    const subject = wanted.subject ?? '/C=CN/O=临江市测试单位有限公司/CN=临江市测试单位有限公司'
    const extensions = { ...leafExtensions(wanted.creditCode), ...wanted.extensions }
    await writeFile(join(folder, `${name}.cnf`), settings(kind, extensions))
    await openssl(folder, [
      ...['req', '-new', '-utf8', '-key', keyPem, '-config', `${name}.cnf`, '-subj', subject],
      ...[`-${KINDS[keys].digest}`, ...KINDS[keys].sign, '-out', `${name}.csr`],
    ])
    const from = wanted.from ?? new Date(Date.now() - 60_000)
    const to = wanted.to ?? new Date(Date.now() + 300 * 86_400_000)
    await alone(() =>
      openssl(folder, [
        ...['ca', '-batch', '-notext', '-config', `${name}.cnf`, '-extensions', 'next', '-in', `${name}.csr`],
        ...['-startdate', asTime(from), '-enddate', asTime(to), '-md', wanted.digest ?? KINDS[kind].digest],
        // One list of options for both: what the CA does not need for its own key, it is not told.
        ...[...KINDS[kind].sign, ...KINDS[keys].verify, '-out', `${name}.pem`],
      ]),
    )
    const certificate = pemToDer(await readFile(join(folder, `${name}.pem`), 'utf8'))
    const serial = new X509Certificate(certificate).serialNumber.toLowerCase().replace(/^0+/, '')
    return { kind: keys, keyPem, certificatePem: join(folder, `${name}.pem`), certificate, serial }
  }

  const rewrite = (serial: string, change: (row: string) => string) =>
    alone(async () => {
      const file = join(folder, 'index.txt')
      const rows = (await readFile(file, 'utf8')).split('\n')
      const isIt = (row: string) => row.split('\t')[3]?.toLowerCase().replace(/^0+/, '') === serial
      const changed = rows.map((row) => (isIt(row) ? change(row) : row)).filter(Boolean)
      await writeFile(file, changed.map((row) => `${row}\n`).join(''))
    })

  const authority: Authority = {
    ...{ id: folder.slice(place.length + 1), kind, subject, folder, certificatePem, issue, alone },
    certificate: pemToDer(await readFile(certificatePem, 'utf8')),
    line: [],
    async under(wanted = {}) {
      const own = wanted.kind ?? kind
      const named = wanted.subject ?? `/C=CN/O=测试发证机构 ${own}`
      const { folder: below, isNew } = await folderFor(place, wanted.name)
      if (!isNew) return authorityIn(below, place, own, named, authority.line)
      const issued = await issue({
        ...wanted,
        subject: named,
        extensions: { ...caExtensions, extendedKeyUsage: undefined, ...wanted.extensions },
      })
      await writeFile(join(below, 'ca.key'), await readFile(issued.keyPem))
      await writeFile(join(below, 'ca.pem'), await readFile(issued.certificatePem))
      return authorityIn(below, place, own, named, authority.line)
    },
    async revoke({ certificatePem: pem }, reason = 'superseded') {
      await writeFile(join(folder, 'plain.cnf'), settings(kind, {}))
      const args = ['ca', '-config', 'plain.cnf', '-revoke', pem, '-crl_reason', reason, ...KINDS[kind].sign]
      await alone(() => openssl(folder, args))
    },
    release: ({ serial }) => rewrite(serial, (row) => row.replace(/^R\t(\w+)\t[^\t]+/, 'V\t$1\t')),
    forget: ({ serial }) => rewrite(serial, () => ''),
  }
  authority.line = [authority, ...above]
  return authority
}

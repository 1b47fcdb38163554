/**
 * `npm run key -- <credit code> [sm2 | rsa | ec] [name of the unit]`: a unit's key and certificate by the authority of
 * `npm start`, as PEM, to be put into a token.
 */
import { join } from 'node:path'
import { creditCodeProblem } from '../../../schema/fields/credit-code.ts'
import { root } from '../build.ts'
import { makeRoot } from './authority.ts'
import { ensureOpenssl, type Kind } from './openssl.ts'

const KINDS = new Set<string>(['sm2', 'rsa', 'ec'] satisfies Kind[])
const [creditCode = '', kind = 'sm2', name = '临江市测试单位有限公司'] = process.argv.slice(2)

if (creditCodeProblem(creditCode) !== undefined || !KINDS.has(kind)) {
  console.error('npm run key -- <credit code> [sm2 | rsa | ec] [name of the unit]')
  process.exit(1)
}
ensureOpenssl()
const folder = join(root, '.data/ca')
const issuer = await (await makeRoot(folder, kind as Kind, { name: `root-${kind}` })).under({ name: kind })
const subject = `/C=CN/O=${name}/CN=${name}`
const { keyPem, certificatePem } = await issuer.issue({ creditCode, subject })
console.info(`key          ${keyPem}\ncertificate  ${certificatePem}`)

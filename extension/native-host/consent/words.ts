/** What the person reads before a key signs. */
import type { CaPurpose } from '../../../schema/ca.ts'
import type { Key } from '../drivers/driver.ts'
import { shownWithin } from '../origin.ts'

export interface Asked {
  purpose: CaPurpose
  origin: string
  within?: string | undefined
}

export const TITLE = '用 CA 证书签名'

const PURPOSES: Record<CaPurpose, string> = {
  login: '下面的网站要用您的 CA 证书登录：',
  bind: '下面的网站要绑定您的 CA 证书，以后用它登录：',
  submit: '下面的网站要用您的 CA 证书签名，提交办理的业务：',
}

/** Who asks and what for; the site as the browser gave it, character by character. */
export const whoAsks = ({ purpose, origin, within }: Asked): string =>
  [PURPOSES[purpose], origin, ...(within ? [`（嵌在这个网站的页面里：${shownWithin(within)}）`] : [])].join(
    '\n',
  )

const day = new Intl.DateTimeFormat('zh-CN', { dateStyle: 'long', timeZone: 'Asia/Shanghai' })

export const nameOf = ({ certificate, traits }: Key): string =>
  certificate ? certificate.unit : `${traits.name}里的证书`

export const describe = (key: Key): string =>
  key.certificate
    ? [
        `证书：${nameOf(key)}`,
        `发证机构：${key.certificate.issuer}`,
        // A unit may have two of one issuer.
        `编号末尾：${key.certificate.serial.slice(-6)}`,
        `有效期到：${day.format(key.certificate.until)}`,
      ].join('\n')
    : `证书：${nameOf(key)}`

export const oneLine = (key: Key): string => describe(key).replaceAll('\n', '，')

const CHECK = '请先看清网址是不是您要办事的网站'

export const AGREE_WITH_PIN = `${CHECK}，再输入证书密码。不是的话，请取消。`
export const agreeWithVendor = ({ traits }: Key) => `${CHECK}。确认以后，由${traits.name}问您证书密码。`
export const WHICH = `${CHECK}，再选要用的证书。`

/** What the token tells of its PIN. */
export function triesLeft({ triesLeft, few }: Key): string {
  if (triesLeft === 1) return '注意：证书密码只剩最后一次机会，再输错证书就会锁住。'
  if (triesLeft !== undefined) return `证书密码还可以试 ${triesLeft} 次。`
  return few ? '注意：证书密码输错过，再错几次证书就会锁住。' : ''
}

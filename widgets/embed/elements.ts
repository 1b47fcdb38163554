/**
 * The elements that a portal may use, told once: the manifest, the types and the hall's page on them are made of this.
 * That an attribute or an event is told of that there is not, or the other way round, does not compile.
 */
import type { ACCOUNT, CASES, LOGIN, VERIFY } from './attributes.ts'
import type { HallEvents } from './events.ts'
import type { ElementName } from './looks.ts'

export interface Attribute {
  text: string
  required?: true
  /** Its value where it is left out. */
  standard?: string
  type?: 'number'
}

export interface ToldEvent<Detail = object> {
  text: string
  /** What happens unless the page prevents it. */
  byDefault?: string
  detail: Record<keyof Detail, string>
}

export interface ToldElement<Attributes extends string = string> {
  /** Of the class behind it. */
  className: string
  name: string
  text: string
  attributes: Record<Attributes, Attribute>
  events: (keyof HallEvents)[]
}

const CLIENT: Attribute = { required: true, text: '网站在大厅登记的编号。' }
const HEIGHT: Attribute = {
  ...{ type: 'number', standard: '0' },
  text: '先给它留多高，单位是像素。里面的内容更高时会自己长高，不会比这更矮。大厅画好的一段里已经写好了。',
}
const SRC: Attribute = {
  required: true,
  text: '您自己的服务器上的一个地址。服务器在那里用访问令牌换一张票，把框转到大厅。',
}

export const EVENTS: { [Name in keyof HallEvents]: ToldEvent<HallEvents[Name]> } = {
  'hall-ready': { text: '框里的内容已经显示出来。', detail: {} },
  'hall-login': {
    text: '登录成功，授权码在这里；用它换令牌的是您的服务器。',
    byDefault: '整个网页转到 redirect-uri，地址里带着 code、state 和 iss。',
    detail: { code: '授权码，一分钟内用一次', state: '您写的 state', iss: '大厅的地址' },
  },
  'hall-login-error': {
    text: '没有能登录。来访的人会看到一句话和里面的链接，详细原因在控制台。',
    detail: { reason: '原因的代码' },
  },
  'hall-signed-out': {
    text: '来访的人在框里退出了登录，大厅这边已经结束；请结束您网站上的登录。',
    byDefault: '写了 signed-out-uri 的话，整个网页转到那里。',
    detail: {},
  },
  'hall-account-error': {
    text: '没有能显示。原因是 session_over 的话，大厅的登录已经结束，请结束您网站上的登录。',
    detail: { reason: '原因的代码' },
  },
  'hall-cases-error': {
    text: '没有能显示。原因是 session_over 的话，大厅的登录已经结束。',
    detail: { reason: '原因的代码' },
  },
  'hall-verified': {
    text: '来访的人验证了一份证明，结果已经显示在框里。要当作凭据的话，请让您的服务器用接口再验证一次。',
    detail: {
      result:
        'genuine 是真的；不是的话，是原因的代码：certificate_unknown、certificate_changed 或 certificate_expired',
      number: '是真的时候的证明编号，不是的话为空',
    },
  },
  'hall-verify-error': { text: '没有能显示，详细原因在控制台。', detail: { reason: '原因的代码' } },
}

interface Told {
  'hall-login': ToldElement<(typeof LOGIN)[number]>
  'hall-account': ToldElement<(typeof ACCOUNT)[number]>
  'hall-cases': ToldElement<(typeof CASES)[number]>
  'hall-verify': ToldElement<(typeof VERIFY)[number]>
}

export const ELEMENTS: Pick<Told, ElementName> = {
  'hall-login': {
    ...{ className: 'HallLogin', name: '单位登录' },
    text: '在您的网页里登录大厅。来访的人在大厅的框里输入，您网页的脚本看不到密码，也看不到令牌，只拿到一次性的授权码。',
    attributes: {
      'client-id': CLIENT,
      'redirect-uri': {
        required: true,
        text: '登录后返回的网址，和登记的一字不差，并且在这个网页的域名上。',
      },
      state: { required: true, text: '您的服务器为这次访问随机生成，回来时核对。' },
      nonce: { required: true, text: '您的服务器随机生成，写在 ID 令牌里回来。' },
      'code-challenge': { required: true, text: 'PKCE 的 S256 质询；验证码留在您的服务器上。' },
      scope: { text: '要的范围，用空格隔开。', standard: 'openid' },
      height: HEIGHT,
    },
    events: ['hall-ready', 'hall-login', 'hall-login-error'],
  },
  'hall-account': {
    ...{ className: 'HallAccount', name: '登录的单位' },
    text: '显示现在是哪个单位、谁在登录（姓名只露姓）、什么身份，可以退出登录。退出以后，大厅的登录和发给您的令牌一起结束。',
    attributes: {
      'client-id': CLIENT,
      src: SRC,
      'signed-out-uri': {
        text: '退出以后整个网页转到哪里，要在您自己的域名上。',
        standard: '留在原来的网页',
      },
      height: HEIGHT,
    },
    events: ['hall-ready', 'hall-signed-out', 'hall-account-error'],
  },
  'hall-cases': {
    ...{ className: 'HallCases', name: '单位办件' },
    text: '三个数：办理中、已办结、待评价。点一个，大厅在新窗口打开它的清单。经办人只看到自己能办的事项。',
    attributes: { 'client-id': CLIENT, src: SRC, height: HEIGHT },
    events: ['hall-ready', 'hall-cases-error'],
  },
  'hall-verify': {
    ...{ className: 'HallVerify', name: '证明验证' },
    text: '输入编号，验证「单位人员参保证明」的真假，看到它的摘要和部分内容。不用登录，您的服务器什么都不用做。',
    attributes: { 'client-id': CLIENT, height: HEIGHT },
    events: ['hall-ready', 'hall-verified', 'hall-verify-error'],
  },
}

/** The element's own child: the way without a script. */
export const SLOT =
  '没有脚本时的另一条路，一般是一个链接。框显示出来以后它收起来，框打不开的时候又出现。您放的节点只是收起，不会被移动。'

/** In the order of the pages. */
export const elementNames = Object.keys(ELEMENTS) as ElementName[]
export const elementOf = (name: ElementName): ToldElement => ELEMENTS[name]
export const eventOf = (name: keyof HallEvents): ToldEvent => EVENTS[name]

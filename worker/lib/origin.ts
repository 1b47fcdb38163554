/** Where a request comes from: address, device and place, as words a person recognises. */
import type { Context } from 'hono'
import type { Env, Origin } from './env.ts'

const BROWSERS: [RegExp, string][] = [
  [/MicroMessenger/, '微信'],
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\/|CriOS/, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const SYSTEMS: [RegExp, string][] = [
  [/HarmonyOS/, '鸿蒙'],
  [/Android/, '安卓'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]

const named = (userAgent: string, names: [RegExp, string][]) =>
  names.find(([pattern]) => pattern.test(userAgent))?.[1]

/** 「Chrome，Windows」: enough to recognise one's own device by, and no more. */
export function deviceOf(userAgent: string): string {
  const words = [named(userAgent, BROWSERS), named(userAgent, SYSTEMS)].filter(Boolean)
  return words.join('，') || '其他程序'
}

interface Place {
  city?: string
  region?: string
  country?: string
}

/** An IPv4 address as it is; of an IPv6 address the first 64 bits: a customer has all of the rest. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address
  const [head = '', tail] = address.toLowerCase().split('::')
  const groups = head.split(':').filter(Boolean)
  const last = tail?.split(':').filter(Boolean) ?? []
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - last.length)
  const all = [...groups, ...Array<string>(zeros).fill('0'), ...last]
  return all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}

/** Found out when it is asked for: most requests change nothing and leave no trace. */
class RequestOrigin implements Origin {
  readonly #request: Request
  constructor(request: Request) {
    this.#request = request
  }
  get address() {
    return this.#request.headers.get('cf-connecting-ip') ?? 'local'
  }
  get network() {
    return networkOf(this.address)
  }
  get device() {
    return deviceOf(this.#request.headers.get('user-agent') ?? '')
  }
  get place() {
    const { city, region, country } = (this.#request.cf ?? {}) as Place
    return city ?? region ?? country ?? '未知地点'
  }
}

export const originOf = (c: Context<Env>): Origin => new RequestOrigin(c.req.raw)

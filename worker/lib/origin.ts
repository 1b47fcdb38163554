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

export function originOf(c: Context<Env>): Origin {
  const { city, region, country } = (c.req.raw.cf ?? {}) as {
    city?: string
    region?: string
    country?: string
  }
  return {
    address: c.req.header('cf-connecting-ip') ?? 'local',
    device: deviceOf(c.req.header('user-agent') ?? ''),
    place: city ?? region ?? country ?? '未知地点',
  }
}

/** The tests of faults have a row for every call to a partner, so that none is forgotten. */
import { describe, expect, it } from 'vitest'
import { outsideCalls, type Stage } from '../worker/outside-calls/index.ts'
import { sourcesOf } from './sources.ts'

const worker = sourcesOf('worker')
const slices = worker.filter(({ path }) => !path.startsWith('worker/partners/'))

/** `face.start` and every other method of a port that asks somebody outside; what it is answered with comes later. */
const methods = worker.flatMap(({ path, text }) => {
  const [, port] = /^worker\/partners\/(\w+)\/port\.ts$/.exec(path) ?? []
  const declared = text.matchAll(/\n {2}(\w+)\((?:[^()]|\n)*?\): (?:Promise<|Bytes\b)/g)
  return port ? [...declared].map(([, method]) => `${port}.${method}`) : []
})

/** Acts of one slice that others ask partners by. */
const THROUGH = { startFace: 'face.start', followFace: 'face.outcome', sendCode: 'sms.send' }

const isWord = (text: string, call: string) => new RegExp(`\\b${call.replace('.', '\\.')}\\(`).test(text)

/** `settings/mobile.ts asks face.start`, for every file of a slice and every method that its acts ask. */
const asked = slices.flatMap(({ path, text }) => {
  if (path.startsWith('worker/challenges/')) return []
  const through = Object.entries(THROUGH).filter(([act]) => isWord(text, act))
  const itself = methods.filter((method) => isWord(text, method))
  const all = [...through.map(([, method]) => method), ...itself]
  return all.map((method) => `${path.replace('worker/', '')} asks ${method}`)
})

describe('the matrix of faults', () => {
  const rows = outsideCalls({} as Stage)

  it('reads the ports, and who asks them', () => {
    expect(methods).toEqual(
      expect.arrayContaining(['face.start', 'sso.finish', 'revocation.ocsp', 'express.track']),
    )
    expect(methods.length).toBeGreaterThan(12)
    expect(methods).not.toContain('express.knows')
    const inside = slices.filter(({ path }) => path.startsWith('worker/challenges/'))
    const direct = inside.flatMap(({ text }) => methods.filter((method) => isWord(text, method)))
    expect(direct.sort()).toEqual(Object.values(THROUGH).sort())
  })

  it('has a row for every method of every port', () => {
    expect(methods.filter((method) => !rows.some(({ asks }) => asks === method))).toEqual([])
  })

  it('has a row for every act that asks one, and for none that is not there', () => {
    const told = rows.map(({ by, asks }) => `${by} asks ${asks}`)
    expect([...new Set(told)].sort()).toEqual([...new Set(asked)].sort())
  })
})

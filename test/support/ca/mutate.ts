/** Changes DER and signatures at random: by bytes, and by structure with lengths that fit again. */

/** Chance that can be repeated: the same seed gives the same changes (mulberry32). */
export function chance(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return (t ^ (t >>> 14)) >>> 0
  }
  const below = (n: number) => next() % n
  return {
    below,
    pick: <T>(list: readonly T[]): T => list[below(list.length)] as T,
    bytes: (length: number) => Buffer.from(Array.from({ length }, () => below(256))),
  }
}
export type Chance = ReturnType<typeof chance>

type Change = (bytes: Buffer, by: Chance) => Buffer
const splice = (bytes: Buffer, at: number, gone: number, ...put: Buffer[]) =>
  Buffer.concat([bytes.subarray(0, at), ...put, bytes.subarray(at + gone)])

const BYTES: Record<string, Change> = {
  'a bit turned': (bytes, by) => {
    const at = by.below(bytes.length)
    return splice(bytes, at, 1, Buffer.from([(bytes[at] ?? 0) ^ (1 << by.below(8))]))
  },
  'a byte in place of another': (bytes, by) => splice(bytes, by.below(bytes.length), 1, by.bytes(1)),
  'bytes gone': (bytes, by) => splice(bytes, by.below(bytes.length), 1 + by.below(8)),
  'bytes put in': (bytes, by) => splice(bytes, by.below(bytes.length + 1), 0, by.bytes(1 + by.below(8))),
  'a piece doubled': (bytes, by) => {
    const at = by.below(bytes.length)
    return splice(bytes, at, 0, bytes.subarray(at, at + 1 + by.below(40)))
  },
  'a piece from elsewhere': (bytes, by) => {
    const [from, to, length] = [by.below(bytes.length), by.below(bytes.length), 1 + by.below(40)]
    return splice(bytes, to, length, bytes.subarray(from, from + length))
  },
  'the end cut off': (bytes, by) => bytes.subarray(0, by.below(bytes.length)),
  'something after the end': (bytes, by) => Buffer.concat([bytes, by.bytes(1 + by.below(20))]),
  'zeros or ones all along': (bytes, by) => {
    const at = by.below(bytes.length)
    return splice(bytes, at, 9, Buffer.alloc(9, by.pick([0, 255])))
  },
}

interface Node {
  tag: number
  /** What it holds: others, or bytes. */
  holds: Node[] | Buffer
  /** How its length is written, where not as it should be. */
  form?: 'long' | 'longer' | 'indefinite'
}

/** Reads well-formed DER into a tree, into octet strings that hold DER as well. */
function treeOf(bytes: Buffer): Node[] | undefined {
  const nodes: Node[] = []
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at] ?? 0
    const first = bytes[at + 1] ?? 0x80
    const count = first < 0x80 ? 0 : first & 0x7f
    if (first === 0x80 || count > 3 || at + 2 + count > bytes.length) return undefined
    const length = count === 0 ? first : bytes.readUIntBE(at + 2, count)
    const from = at + 2 + count
    if (from + length > bytes.length) return undefined
    const body = bytes.subarray(from, from + length)
    const inside = (tag & 0x20) !== 0 || tag === 0x04 ? treeOf(body) : undefined
    nodes.push({ tag, holds: inside && inside.length > 0 ? inside : body })
    at = from + length
  }
  return nodes
}

function written({ tag, holds, form }: Node): Buffer {
  const body = Array.isArray(holds) ? Buffer.concat(holds.map(written)) : holds
  const n = body.length
  if (form === 'indefinite') return Buffer.concat([Buffer.from([tag, 0x80]), body, Buffer.alloc(2)])
  if (form === 'longer') return Buffer.concat([Buffer.from([tag, 0x84, 0, 0, n >> 8, n & 255]), body])
  const short = n < 0x80 && form !== 'long'
  const length = short ? [n] : n < 0x100 ? [0x81, n] : [0x82, n >> 8, n & 255]
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}

const all = (nodes: Node[]): Node[] =>
  nodes.flatMap((node) => [node, ...(Array.isArray(node.holds) ? all(node.holds) : [])])

type Turn = (node: Node, siblings: Node[], by: Chance, nodes: Node[]) => void
const instead = (node: Node, other: Partial<Node>) => void Object.assign(node, other)

const STRUCTURE: Record<string, Turn> = {
  'another tag': (node, _s, by) => instead(node, { tag: by.below(256) }),
  'a neighbouring tag': (node) => instead(node, { tag: node.tag ^ 1 }),
  gone: (node, siblings) => void siblings.splice(siblings.indexOf(node), 1),
  doubled: (node, siblings) => void siblings.splice(siblings.indexOf(node), 0, node),
  'after the next': (node, siblings) => {
    const at = siblings.indexOf(node)
    siblings.splice(at, 1)
    siblings.splice(at + 1, 0, node)
  },
  'with a long length': (node, _s, by) => instead(node, { form: by.pick(['long', 'longer', 'indefinite']) }),
  empty: (node) => instead(node, { holds: Buffer.alloc(0) }),
  'with other contents': (node, _s, by) => instead(node, { holds: by.bytes(by.below(40)) }),
  'with a zero before': (node) => prefixed(node, Buffer.from([0])),
  'with something after': (node, _s, by) =>
    instead(node, { holds: Buffer.concat([contents(node), by.bytes(1 + by.below(3))]) }),
  'within another': (node, _s, by) =>
    instead(node, { tag: by.pick([0x30, 0x31, 0x04, 0xa0]), holds: [{ ...node }] }),
  'in place of another': (node, _s, by, nodes) => {
    const other = by.pick(nodes)
    instead(node, { tag: other.tag, holds: contents(other) })
  },
  'very deep': (node, _s, by) => {
    let deep: Node = { tag: 0x30, holds: Buffer.alloc(0) }
    for (let i = by.below(400); i > 0; i--) deep = { tag: 0x30, holds: [deep] }
    instead(node, deep)
  },
}
const contents = ({ holds }: Node) => (Array.isArray(holds) ? Buffer.concat(holds.map(written)) : holds)
const prefixed = (node: Node, bytes: Buffer) =>
  instead(node, { holds: Buffer.concat([bytes, contents(node)]) })

function byStructure(turn: Turn): Change {
  return (bytes, by) => {
    const tree = treeOf(bytes)
    if (!tree) return bytes
    const nodes = all(tree)
    const node = by.pick(nodes)
    const parents = [tree, ...nodes.map(({ holds }) => (Array.isArray(holds) ? holds : []))]
    turn(node, parents.find((list) => list.includes(node)) ?? tree, by, nodes)
    return Buffer.concat(tree.map(written))
  }
}

export const CHANGES: Record<string, Change> = {
  ...BYTES,
  ...Object.fromEntries(Object.entries(STRUCTURE).map(([name, turn]) => [name, byStructure(turn)])),
}

/** One change, now and then several; never none. */
export function mutated(bytes: Buffer, by: Chance): { bytes: Buffer; how: string } {
  const hows: string[] = []
  let changed = bytes
  while (changed.equals(bytes) || by.below(4) === 0) {
    const how = by.pick(Object.keys(CHANGES))
    changed = changed.length > 0 ? (CHANGES[how] as Change)(changed, by) : by.bytes(5)
    hows.push(how)
  }
  return { bytes: changed, how: hows.join(', ') }
}

const N = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n
const numbers = [0n, 1n, N - 1n, N, N + 1n, 2n ** 256n - 1n]

/** Another `r ‖ s`: numbers at the edges, halves that belong elsewhere, any bytes. */
export function mutatedSignature(raw: Buffer, by: Chance): Buffer {
  const half = raw.length / 2
  const [r, s] = [raw.subarray(0, half), raw.subarray(half)]
  const number = (value: bigint) => Buffer.from(value.toString(16).padStart(2 * half, '0'), 'hex')
  const edge = () => number(by.pick(numbers))
  const minus = (bytes: Buffer) => number((2n * N - (BigInt(`0x${bytes.toString('hex')}`) % N)) % N)
  const made = by.pick([
    ...[() => [edge(), s], () => [r, edge()], () => [edge(), edge()], () => [s, r], () => [r, r]],
    ...[() => [r, minus(r)], () => [minus(r), s], () => [r, s, by.bytes(1)], () => [r, s.subarray(1)]],
    ...[() => [by.bytes(raw.length)], () => [], () => [BYTES['a bit turned']?.(raw, by) ?? raw]],
  ])()
  const changed = Buffer.concat(made)
  return changed.equals(raw) ? mutatedSignature(raw, by) : changed
}

/** Every route of the hall, with what it says of itself. */
import { build } from 'esbuild'
import { root } from './build.ts'

export interface Operation {
  method: string
  path: string
  /** Whether the route's first middleware says who may call it. */
  accessFirst: boolean
  access?: string
  answers?: object
}

/** Reads the router itself: the Worker's sources, bundled for Node without the WASM that only workerd loads. */
export async function operationsOf(): Promise<Operation[]> {
  const contents = `
    export { app } from './worker/index.ts'
    export { operations } from './worker/lib/openapi.ts'
    export { factsOf } from './worker/lib/route.ts'`
  const noWasm = () => ({ contents: 'export default {}' })
  const noPlatform = () => ({ contents: 'export class DurableObject {}' })
  const { outputFiles } = await build({
    ...{ stdin: { contents, resolveDir: root, loader: 'ts' }, bundle: true, write: false, format: 'esm' },
    ...{ platform: 'node', jsx: 'automatic', jsxImportSource: 'preact' },
    plugins: [
      {
        name: 'what only workerd has',
        setup({ onLoad, onResolve }) {
          onLoad({ filter: /\.wasm$/ }, noWasm)
          onResolve({ filter: /^cloudflare:workers$/ }, ({ path }) => ({ path, namespace: 'platform' }))
          onLoad({ filter: /./, namespace: 'platform' }, noPlatform)
        },
      },
    ],
  })
  const code = Buffer.from(outputFiles[0]?.contents ?? '').toString('base64')
  const { app, operations, factsOf } = await import(/* @vite-ignore */ `data:text/javascript;base64,${code}`)
  const found = operations(app) as Operation[]
  return found.map((operation) => {
    const { method, path } = operation
    const first = app.routes.find((route: Operation) => route.method === method && route.path === path)
    return { ...operation, accessFirst: factsOf(first.handler)?.access !== undefined }
  })
}

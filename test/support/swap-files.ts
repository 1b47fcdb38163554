import type { Plugin } from 'esbuild'

/**
 * Swaps whole files, however they are imported: absolute path of the file → absolute path of its stand-in. esbuild's
 * own `alias` knows package names only.
 */
export function swapFiles(instead: Record<string, string>): Plugin {
  return {
    name: 'swap-files',
    setup({ onResolve, resolve }) {
      onResolve({ filter: /^\./ }, async ({ path, kind, resolveDir, pluginData }) => {
        if (pluginData === 'asked by swap-files') return undefined
        const found = await resolve(path, { kind, resolveDir, pluginData: 'asked by swap-files' })
        const standIn = instead[found.path]
        return standIn ? { path: standIn } : found
      })
    },
  }
}

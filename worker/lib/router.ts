/**
 * Hono's trie, which remembers what it found for a path without parameters: nearly all that is asked for. By itself Hono
 * would first try its quickest router, at the first request of each isolate, and find that it cannot hold our paths
 * (`/center/cases/new` beside `/center/cases/:id`).
 */
import type { Result } from 'hono/router'
import { TrieRouter } from 'hono/router/trie-router'

export class RememberingRouter<T> extends TrieRouter<T> {
  /** By path and method; of the paths that were added and no other, so that nobody fills it. */
  readonly #found = new Map<string, Map<string, Result<T>>>()

  override add(method: string, path: string, handler: T): void {
    super.add(method, path, handler)
    if (!/[:*]/.test(path)) this.#found.set(path, new Map())
  }

  override match(method: string, path: string): Result<T> {
    const found = this.#found.get(path)
    const known = found?.get(method)
    if (known) return known
    const result = super.match(method, path)
    if (METHODS.has(method)) found?.set(method, result)
    return result
  }
}

const METHODS = new Set(['GET', 'POST', 'PUT', 'DELETE'])

/** What an operator may do for their unit. */
import type { Role } from '../../schema/session.ts'

export type Wish = 'manage_operators' | 'manage_unit' | { file: string } | { review: string }

/** A legal representative and an administrator may do everything; a handler what their scope names, and nothing about the unit itself. */
export function mayDo(operator: { role: Role; scope?: readonly string[] | null }, wish: Wish): boolean {
  if (operator.role !== 'handler') return true
  if (typeof wish === 'string') return false
  const item = 'file' in wish ? wish.file : wish.review
  return operator.scope?.includes(item) ?? false
}

import type { Result } from '../../lib/result.ts'
import type { PartnerFault } from '../fault.ts'

/** The national register of persons, kept by the police: does this name belong to this number? */
export interface PopulationRegister {
  check(person: { name: string; documentNumber: string }): Promise<Result<'match' | 'no_match', PartnerFault>>
}

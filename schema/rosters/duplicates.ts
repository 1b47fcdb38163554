/** The same person twice in one file: the first row that can be filed counts, later ones are told of. */
export class Duplicates {
  readonly #rows = new Map<string, number>()

  /** The row in which a number came before; otherwise remembers it for this row and gives undefined. */
  before(documentNumber: string, row: number): number | undefined {
    const known = this.#rows.get(documentNumber)
    if (known === undefined) this.#rows.set(documentNumber, row)
    return known === row ? undefined : known
  }
}

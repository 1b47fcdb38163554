/** What is unpacked of a file, many parts together: parts that are each below suspicion may not be so as a whole. */
import { Unreadable } from './faults.ts'
import { MOST_RATIO, RATIO_FROM_CHARACTERS } from './limits.ts'

export class Meter {
  readonly #most: number
  #packed = 0
  #unpacked = 0

  /** @param most characters in all */
  constructor(most: number) {
    this.#most = most
  }

  begin({ compressedSize }: { compressedSize: number }): void {
    this.#packed += compressedSize
  }

  /** Throws `Unreadable` where it becomes too much, at all or for what it was when it was packed. */
  take(size: number): void {
    this.#unpacked += size
    if (this.#unpacked > this.#most) throw new Unreadable('file.bomb')
    if (this.#unpacked > RATIO_FROM_CHARACTERS && this.#unpacked > this.#packed * MOST_RATIO)
      throw new Unreadable('file.bomb')
  }
}

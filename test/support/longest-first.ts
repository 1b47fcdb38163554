/**
 * The order of the test files: what takes half a minute goes first, so that at the end no worker of the runner waits
 * for another's. Without a past the runner knows of files nothing but how large they are.
 */
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const LONG =
  /(races|single-use[a-z-]*|histories|killed|bad-files|fault-matrix|examples|decided|unit-centre)\.test\.ts$/

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLong = ({ moduleId }: TestSpecification) => LONG.test(moduleId)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}

import { writeFileSync } from 'node:fs';
import type { Reporter, SerializedError, TestModule } from 'vitest/node';
import { countTests } from './counts.ts';

/** Writes the counts of a run to the file that OMNIROUTE_TEST_COUNTS names, for the line that ends the test command. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const path = process.env.OMNIROUTE_TEST_COUNTS;
    if (path !== undefined) writeFileSync(path, JSON.stringify(countTests(modules, errors.length)));
  }
}

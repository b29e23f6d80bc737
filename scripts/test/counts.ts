/** What came of the tests of a run. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The part of vitest's test module that is counted. */
export interface CountedModule {
  readonly children: { allTests(): Iterable<{ result(): { readonly state: string } }> };
  state(): string;
}

/** Counts tests; a module that failed without a failed test counts as one, and so does each error outside of tests. */
export function countTests(modules: readonly CountedModule[], errorsOutside: number): Counts {
  const counts = { passed: 0, failed: errorsOutside, skipped: 0 };
  for (const module of modules) {
    const before = counts.failed;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      // A test that was never run, because the run was broken off, is not a passed one.
      counts[state === 'passed' ? 'passed' : state === 'failed' ? 'failed' : 'skipped'] += 1;
    }
    if (module.state() === 'failed' && counts.failed === before) counts.failed += 1;
  }
  return counts;
}

/** What else can be wrong with a run, in words; each counts as a failure. */
export function otherFailures(run: {
  readonly counts: Counts | null;
  readonly exitCode: number | null;
  readonly checks: readonly string[];
  readonly missingTools: readonly string[];
}): readonly string[] {
  const { counts, exitCode } = run;
  const failures = [...run.missingTools, ...run.checks.map((name) => `The check "${name}" failed; see above.`)];
  if (counts === null) return [...failures, `Vitest ended before the tests did (${exitCode ?? 'killed'}).`];
  if (counts.passed + counts.failed === 0) failures.push('No test was run.');
  else if (exitCode !== 0 && counts.failed === 0)
    failures.push(`Vitest failed without a failed test (${exitCode ?? 'killed'}).`);
  return failures;
}

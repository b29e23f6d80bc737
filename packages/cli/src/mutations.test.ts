import { expect, it } from 'vitest';
import { runMutations, TEMPLATES } from '../test/mutations/run-mutations.ts';

const SEED = 20_260_105;

it.each(TEMPLATES)(
  `500 random changes of %s (seed ${SEED}) never make the compiler throw, and what it accepts comes to rest`,
  (template) => {
    const report = runMutations(template, 500, SEED);
    expect(report.restless).toEqual([]);
    expect(report.accepted).toBeGreaterThan(10);
  },
);

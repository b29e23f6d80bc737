import { expect, it } from 'vitest';
import { compareRules } from '../test/accepted-plans/rules/compare-rules.ts';

const SEED = 20_261_201;
const SERVICES = 700;

it(`no play breaks a rule that the compiler calls proved (${SERVICES} random services, seed ${SEED})`, () => {
  const { wrong, table } = compareRules(SERVICES, SEED);
  process.stdout.write(`${JSON.stringify(table)}\n`);
  expect(wrong).toEqual([]);
  // Neither says the comparison anything where nothing is proved, nor where nothing that is refused is ever broken.
  for (const [name, { proved, refused, shown }] of Object.entries(table))
    expect([name, proved > 10, refused > 10, shown > refused / 20]).toEqual([name, true, true, true]);
}, 300_000);

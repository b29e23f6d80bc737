import { expect, test } from 'vitest';
import { chargedAfter } from './charge.ts';

const record = { charged: 2, first: 0, reached: false };

test.each([
  ['an attempt that took place is charged', { held: false, repeatable: true, elapsedMs: 0 }, 3],
  ['one that the breaker held back is not', { held: true, repeatable: true, elapsedMs: 3_599_999 }, 2],
  ['after an hour it is', { held: true, repeatable: true, elapsedMs: 3_600_000 }, 3],
  ['without a policy it is the one attempt there is', { held: true, repeatable: false, elapsedMs: 0 }, 3],
])('%s', (_, failed, charged) => {
  expect(chargedAfter(record, failed)).toBe(charged);
});

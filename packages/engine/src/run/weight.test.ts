import { expect, test } from 'vitest';
import { weightOf } from './weight.ts';

test('a value weighs about what its JSON text takes, wide characters included', () => {
  for (const value of [
    { orders: Array.from({ length: 200 }, (_, n) => ({ id: `order-${n}`, n })) },
    'ẹ̀kọ́'.repeat(500),
  ]) {
    const bytes = Buffer.byteLength(JSON.stringify(value));
    expect(weightOf(value) / bytes).toBeGreaterThan(0.9);
    expect(weightOf(value) / bytes).toBeLessThan(1.5);
  }
});

test('a list that stands in two places weighs once where that is asked for', () => {
  const list = Array.from({ length: 1_000 }, () => 'item');
  expect(weightOf({ list, again: list }, new Set())).toBeLessThan(weightOf({ list, again: list }) * 0.6);
});

import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import { sound } from '@omniroute/testing/sound';
import { expect, test } from 'vitest';
import { compile, type LoweringRegistry } from '../src/index.ts';

const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };

test('there are at least forty hand-made services', () => {
  expect(sound.length).toBeGreaterThanOrEqual(40);
});

test.each(sound)('a sound service is accepted: %s', (_, builder) => {
  const { diagnostics, ok } = compile({ document: builder.json }, options);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(ok).toBe(true);
});

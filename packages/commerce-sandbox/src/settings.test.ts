import { expect, test } from 'vitest';
import { readSettings } from './settings.ts';

test('a folder is enough; the port is then a free one', () => {
  expect(readSettings({ OMNIROUTE_SANDBOX_DATA: '/data' })).toEqual({
    port: 0,
    dataDir: '/data',
    secret: 'sk_sandbox_omniroute',
    breakable: undefined,
  });
});

test('without a folder of its own it lies in the home of the product', () => {
  expect(readSettings({ OMNIROUTE_HOME: '/h' }).dataDir).toBe('/h/data/sandbox');
});

test('everything can be set', () => {
  const env = {
    OMNIROUTE_SANDBOX_DATA: '/d',
    OMNIROUTE_SANDBOX_PORT: '4711',
    OMNIROUTE_SANDBOX_SECRET: 's3',
    OMNIROUTE_SANDBOX_BREAK: 'double',
  };
  expect(readSettings(env)).toEqual({ port: 4711, dataDir: '/d', secret: 's3', breakable: 'double' });
});

test.each([
  [{}, 'OMNIROUTE_SANDBOX_DATA is missing'],
  [{ OMNIROUTE_SANDBOX_DATA: '/d', OMNIROUTE_SANDBOX_PORT: '70000' }, 'OMNIROUTE_SANDBOX_PORT is "70000"'],
  [{ OMNIROUTE_SANDBOX_DATA: '/d', OMNIROUTE_SANDBOX_PORT: '-1' }, 'OMNIROUTE_SANDBOX_PORT is "-1"'],
  [{ OMNIROUTE_SANDBOX_DATA: '/d', OMNIROUTE_SANDBOX_BREAK: 'all' }, 'OMNIROUTE_SANDBOX_BREAK is "all"'],
])('%o is refused in words', (env, words) => {
  expect(() => readSettings(env)).toThrow(words);
});

import { describe, expect, it } from 'vitest';
import { createCallbackTokens } from './callback-token.ts';

const tokens = createCallbackTokens(Buffer.alloc(32, 7));
const target = { tenant: 'acme', run: '01890000-0000-7000-8000-000000000001', key: 'ship#2/wait_reply#1.17' };

describe('the token of a callback', () => {
  it('names its wait to whoever holds the key, and fits into an address', () => {
    const token = tokens.sign(target);
    expect(tokens.read(token)).toEqual(target);
    expect(encodeURIComponent(token)).toBe(token);
  });

  it.each([
    [
      'another run',
      (token: string) => `${Buffer.from('acme\nother\nwait#1').toString('base64url')}.${token.split('.')[1]}`,
    ],
    ['a changed signature', (token: string) => `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`],
    ['no signature', (token: string) => token.split('.')[0] as string],
    ['an empty signature', (token: string) => `${token.split('.')[0]}.`],
    ['nothing', () => ''],
  ])('is refused with %s', (_, forge) => {
    expect(tokens.read(forge(tokens.sign(target)))).toBeNull();
  });

  it('of another master key is refused', () => {
    expect(createCallbackTokens(Buffer.alloc(32, 8)).read(tokens.sign(target))).toBeNull();
  });
});

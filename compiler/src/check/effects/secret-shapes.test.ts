import { expect, test } from 'vitest';
import { looksSecret, secretIn } from './secret-shapes.ts';

/** Put together here, so that no scanner takes this file for a leak. */
const drawn = 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6';
const live = `sk_${'live'}_${drawn}`;

test.each([
  [live, 'a secret key of a payment provider'],
  [`Bearer ${live}`, 'a secret key of a payment provider'],
  [`\${ "${live}" + input.x }`, 'a secret key of a payment provider'],
  [`ghp_${drawn}${drawn}`, 'an access token of GitHub'],
  [`-----BEGIN RSA ${'PRIVATE'} KEY-----\nMIIE`, 'a private key'],
  ['postgres://shop:open-sesame@db.example/orders', 'an address with a password in it'],
])('%s is a secret', (text, what) => {
  expect(secretIn(text)).toBe(what);
});

test.each([
  ['a placeholder', 'sk_live_xxxxxxxxxxxxxxxxxxxxxxxx'],
  ['too short', 'sk_live_a1B2'],
  ['the end of a longer word', `task_${'live'}_${drawn}`.replace('task', 'xsk')],
  ['a public key', '-----BEGIN PUBLIC KEY-----\nMIIE'],
  ['an address with a port', 'https://partner.example:8443/orders?by=a@b.example'],
  ['an address with a user only', 'ssh://git@partner.example/orders'],
  ['an address of a template', `https://\${ input.host }:8443/x@y`],
  ['a sentence', 'Call +234 801 000 0000 and ask for the token: it is on the letter.'],
])('%s is none', (_, text) => {
  expect(secretIn(text)).toBeNull();
});

test('a name can say that a value is a secret, where the value looks drawn by chance', () => {
  expect(looksSecret('x-api-key', '7d1c0b93e5f84a26')).toBe(true);
  expect(looksSecret('Authorization', 'Basic c2hvcDpvcGVuLXNlc2FtZQ==')).toBe(true);
  expect(looksSecret('password', 'changeme')).toBe(false);
  expect(looksSecret('secret', 'the name of the thing')).toBe(false);
  expect(looksSecret('reset_token', '000000000000')).toBe(false);
  expect(looksSecret('order', '7d1c0b93e5f84a26')).toBe(false);
});

test('time grows with the text, not with its square', () => {
  const steps = (length: number) => {
    let reads = 0;
    const text = new Proxy(Object('sk_live_'.repeat(length / 8)), {
      get: (target, name) => {
        const value = Reflect.get(target, name) as unknown;
        if (name === 'charCodeAt') reads++;
        return typeof value === 'function' ? value.bind(target) : value;
      },
    }) as string;
    secretIn(text);
    return reads;
  };
  expect(steps(16_000)).toBeLessThan(3 * steps(8_000));
});

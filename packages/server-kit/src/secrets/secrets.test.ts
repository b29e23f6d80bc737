import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMatcher } from './aho-corasick.ts';
import { constantTimeEqual } from './constant-time.ts';
import { createRedactor, REDACTED } from './redactor.ts';

describe('a matcher', () => {
  it('finds exactly what a search for each needle finds, touching finds joined', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 40 });
    const needles = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 5 }), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(text, needles, (given, wanted) => {
        expect(createMatcher(wanted)(given)).toEqual(searchEach(given, wanted));
      }),
    );
  });
});

describe('a redactor', () => {
  const secret = 'p@ss/wörd "7"+?';
  const redactor = createRedactor([secret]);
  const bytes = Buffer.from(secret);

  it.each([
    ['as it is', secret],
    ['base64', bytes.toString('base64')],
    ['base64url', bytes.toString('base64url')],
    ['hexadecimal', bytes.toString('hex')],
    ['upper-case hexadecimal', bytes.toString('hex').toUpperCase()],
    ['URL-encoded', encodeURIComponent(secret)],
    ['form-encoded', new URLSearchParams({ p: secret }).toString().slice(2)],
    ['JSON-escaped', JSON.stringify(secret).slice(1, -1)],
    ['JSON-escaped twice', JSON.stringify(JSON.stringify(secret)).slice(3, -3)],
    ['JSON-escaped to ASCII', 'p@ss/w\\u00f6rd \\"7\\"+?'],
  ])('removes a secret %s', (_form, text) => {
    const clean = redactor.text(`before ${text} after`);
    expect(clean).toMatch(/^before .{0,2}\[redacted\].{0,3} after$/);
  });

  it('removes a secret from inside a longer base64 text at every alignment', () => {
    for (const user of ['', 'a', 'ab', 'abc', 'abcd']) {
      const header = Buffer.from(`${user}:${secret}:tail`).toString('base64');
      const clean = redactor.text(`Authorization: Basic ${header}`);
      const left = Buffer.from(clean.replace(REDACTED, ''), 'base64').toString();
      expect([clean.includes(REDACTED), left.includes(secret.slice(1, -1))]).toEqual([true, false]);
    }
  });

  it('leaves no derived form of any secret in any text', () => {
    const word = fc.string({ unit: 'binary', minLength: 6, maxLength: 30 }).filter((text) => text.isWellFormed());
    fc.assert(
      fc.property(word, fc.string(), fc.string(), (hidden, before, after) => {
        const own = createRedactor([hidden]);
        const forms = [
          hidden,
          encodeURIComponent(hidden),
          JSON.stringify(hidden).slice(1, -1),
          Buffer.from(hidden).toString('hex'),
        ];
        for (const form of forms) expect(own.text(before + form + after).includes(form)).toBe(false);
      }),
    );
  });

  it('goes through JSON, keys included, and leaves the given value alone', () => {
    const own = createRedactor(['hunter2']);
    const value = { a: ['x hunter2 y', 1, null], 'k-hunter2': { deep: true } };
    expect(own.json(value)).toEqual({ a: ['x [redacted] y', 1, null], 'k-[redacted]': { deep: true } });
    expect(value.a[0]).toBe('x hunter2 y');
  });

  it('learns and forgets', () => {
    const own = createRedactor();
    const said = [own.text('hunter2'), own.add('hunter2'), own.text('hunter2'), own.add('abc')];
    own.remove('hunter2');
    expect([...said, own.text('hunter2')]).toEqual(['hunter2', true, REDACTED, false, 'hunter2']);
  });
});

describe('comparison in constant time', () => {
  it.each([
    ['abc', 'abc', true],
    ['abc', 'abd', false],
    ['abc', 'abcd', false],
    ['', '', false],
    ['x', '', false],
    ['é', Buffer.from('é'), true],
  ] as const)('%s and %s: %s', (given, expected, equal) => expect(constantTimeEqual(given, expected)).toBe(equal));
});

/** The same by brute force. */
function searchEach(text: string, needles: readonly string[]): { start: number; end: number }[] {
  const covered = Array<boolean>(text.length).fill(false);
  const joined = Array<boolean>(text.length).fill(false);
  for (const needle of needles) {
    for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1))
      covered.fill(true, at, at + needle.length);
  }
  const found: { start: number; end: number }[] = [];
  for (let index = 0; index < text.length; index += 1) {
    if (!covered[index]) continue;
    const last = found.at(-1);
    if (last !== undefined && last.end === index) last.end += 1;
    else found.push({ start: index, end: index + 1 });
    joined[index] = true;
  }
  return found;
}

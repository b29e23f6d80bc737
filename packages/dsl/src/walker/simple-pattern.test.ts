import { ALL_LIBRARIES } from '@omniroute/expressions';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Service } from '../document/service.ts';
import { OPERATIONS } from '../operations/operation.ts';
import { triggers } from '../triggers/triggers.ts';
import { schemaOfSchemas } from './schema-of-schemas.ts';
import { simplePattern } from './simple-pattern.ts';

const seed = 20261201;

/** Every pattern in the product's own schemas of documents. */
function patternsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value !== 'object' || value === null) return found;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'pattern' && typeof inner === 'string') found.add(inner);
    if (key === 'patternProperties') for (const name of Object.keys(inner as object)) found.add(name);
    patternsIn(inner, found);
  }
  return found;
}
const own = [...patternsIn([Service, OPERATIONS, triggers, schemaOfSchemas])];

describe('a pattern of the product itself', () => {
  it('is a simple one, in every schema', () => {
    expect(own.length).toBeGreaterThan(8);
    expect(own.filter((pattern) => simplePattern(pattern) === null)).toEqual([]);
  });

  const more = [
    'a|b*c',
    '^(ab|a)(c|bcd)$',
    '^[^a-c]{2,3}$',
    'x{0}y?',
    '^(a*)*b$',
    '^.$',
    '\\.\\$',
    '^(a|b){2}$',
    '^$',
    'a{2,}',
  ];
  it.each([...own, ...more])(`%s means what RE2 makes of it, on texts from seed ${seed}`, (source) => {
    const read = ALL_LIBRARIES.regex.read(source);
    if (!('pattern' in read)) throw new Error(read.problem);
    const near = fc.string({ unit: fc.constantFrom(...'aabbccxyz019_-./*^$ \nAÄ😀'), maxLength: 12 });
    fc.assert(
      fc.property(
        fc.oneof(
          near,
          fc.string({ maxLength: 70 }),
          fc.string({ unit: fc.constantFrom('a', '0', '_'), maxLength: 70 }),
        ),
        (text) => {
          expect(simplePattern(source)?.test(text)).toBe(read.pattern.test(text));
        },
      ),
      { seed, numRuns: 300 },
    );
  });

  it('ends soon on what makes other engines try for ever', () => {
    expect(simplePattern('^(a+)+$')?.test(`${'a'.repeat(2_000)}!`)).toBe(false);
  });

  it.each([
    '\\d',
    '(?i)a',
    '(?:a)',
    'a*?',
    'a{2',
    'a{2,1}',
    '[a',
    '[]',
    '(a',
    'a)',
    '[b-a]',
    '[[:alpha:]]',
    '*a',
    'a**',
    '\\pL',
    '{',
  ])('%s is none', (source) => {
    expect(simplePattern(source)).toBeNull();
  });
});

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalJson,
  closestName,
  compareCodePoints,
  deepEqual,
  formatDuration,
  formatInstant,
  formatPointer,
  getPointer,
  parseDuration,
  parseInstant,
  parsePointer,
  setPointer,
  sha256Hex,
} from './index.ts';

const seed = 20260105;

describe('canonical JSON', () => {
  it('writes the example of RFC 8785', () => {
    const example = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(example)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('is the same for equal values whatever the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(deepEqual(JSON.parse(canonicalJson(value)), JSON.parse(JSON.stringify(value)))).toBe(true);
      }),
      { seed },
    );
    expect(canonicalJson({ b: 1, a: { d: 2, c: 3 } })).toBe(canonicalJson({ a: { c: 3, d: 2 }, b: 1 }));
  });

  it.each([[Number.NaN], [1n], [new Date(0)], [new Map()], [Number.POSITIVE_INFINITY]])(
    'refuses %s and names its place',
    (value) => {
      expect(() => canonicalJson({ a: [value] })).toThrow(/not a JSON value \(at \/a\/0\)/);
    },
  );
});

describe('sha256', () => {
  it('agrees with the platform on random text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(sha256Hex(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
      }),
      { seed },
    );
  });
});

describe('JSON pointers', () => {
  it('survive being written and read, whatever the segments', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (segments) => {
        expect(parsePointer(formatPointer(segments))).toEqual(segments);
      }),
      { seed },
    );
  });

  it('read own properties only', () => {
    expect(getPointer({ a: [{ b: 1 }] }, '/a/0/b')).toBe(1);
    expect(getPointer({}, '/constructor')).toBeUndefined();
    expect(getPointer([], '/length/toString')).toBeUndefined();
  });

  it('set, make and remove without touching the original', () => {
    const before = { a: [1, 2] };
    expect(setPointer(before, '/a/1', 3)).toEqual({ a: [1, 3] });
    expect(setPointer(before, '/a/-', 3)).toEqual({ a: [1, 2, 3] });
    expect(setPointer(before, '/b/c', 1)).toEqual({ a: [1, 2], b: { c: 1 } });
    expect(setPointer(before, '/a', undefined)).toEqual({});
    expect(before).toEqual({ a: [1, 2] });
  });
});

describe('durations', () => {
  it.each([
    ['PT30S', 30_000],
    ['PT2H', 7_200_000],
    ['P7D', 604_800_000],
    ['P1W', 604_800_000],
    ['PT0.25S', 250],
    ['-PT1M', -60_000],
    ['P1DT30M', 88_200_000],
    ['PT0S', 0],
  ])('%s is %d ms', (text, ms) => {
    expect(parseDuration(text)).toEqual({ ok: true, value: ms });
  });

  it.each([['P'], ['PT'], ['P1Y'], ['P2M'], ['2h'], ['P1DT'], [''], ['PT1S1M']])('"%s" is not one', (text) => {
    expect(parseDuration(text).ok).toBe(false);
  });

  it('survive being written and read', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (ms) => {
        expect(parseDuration(formatDuration(ms))).toEqual({ ok: true, value: ms });
      }),
      { seed },
    );
    expect([0, 7_200_000, 250, 88_200_000].map(formatDuration)).toEqual(['PT0S', 'PT2H', 'PT0.25S', 'P1DT30M']);
  });
});

describe('instants', () => {
  it('survive being written and read', () => {
    fc.assert(
      fc.property(fc.integer({ min: -6e13, max: 2.5e14 }), (ms) => {
        expect(parseInstant(formatInstant(ms))).toEqual({ ok: true, value: ms });
      }),
      { seed },
    );
  });

  it.each([['2026-02-29T00:00:00Z'], ['2026-13-01T00:00:00Z'], ['2026-01-01'], ['2026-01-01T24:00:00Z'], ['tomorrow']])(
    '"%s" is not one',
    (text) => {
      expect(parseInstant(text).ok).toBe(false);
    },
  );

  it('reads offsets and the leap day', () => {
    expect(parseInstant('2024-02-29T01:00:00+01:00')).toEqual({ ok: true, value: Date.UTC(2024, 1, 29) });
  });
});

describe('names', () => {
  it.each([
    ['amuont', 'amount'],
    ['costumer', 'customer'],
    ['tilte', 'title'],
    ['zzz', undefined],
    ['a', undefined],
  ])('close to "%s" is %s', (name, expected) => {
    expect(closestName(name, ['amount', 'customer', 'title', 'bcd'])).toBe(expected);
  });

  it('sort by code points, not by UTF-16 units', () => {
    expect(['\u{1F600}', '\uFF61', 'a'].sort(compareCodePoints)).toEqual(['a', '\uFF61', '\u{1F600}']);
  });
});

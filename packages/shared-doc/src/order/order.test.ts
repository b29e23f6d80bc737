import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOrderKey, orderKeys } from './order-key.ts';
import { comparePlaces, type Place, placed } from './place.ts';

const seed = 20260107;

describe('order keys', () => {
  it('lie between their neighbours, in order, wherever they are asked for', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 5 })), { maxLength: 40 }), (inserts) => {
        let keys: string[] = [];
        for (const [at, count] of inserts) {
          const index = at % (keys.length + 1);
          keys = keys.toSpliced(index, 0, ...orderKeys(keys[index - 1] ?? null, keys[index] ?? null, count));
        }
        expect(keys).toEqual([...new Set(keys)].sort());
        expect(keys.filter((key) => !isOrderKey(key))).toEqual([]);
      }),
      { seed, numRuns: 500 },
    );
  });

  it('stay short when items are appended or put first one by one', () => {
    const ends = { last: null as string | null, first: null as string | null };
    for (let count = 0; count < 5000; count += 1) {
      ends.last = orderKeys(ends.last, null, 1)[0] as string;
      ends.first = orderKeys(null, ends.first, 1)[0] as string;
    }
    expect([ends.last, ends.first].map((key) => key?.length)).toEqual([4, 4]);
  });

  it.each([[undefined], [''], ['a'], ['b0'], ['a00'], ['a-'], ['00'], [7]])('are not %j', (value) => {
    expect(isOrderKey(value)).toBe(false);
  });
});

const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
/** A wanted order of items that have keys (some equal, some none yet). */
const places: fc.Arbitrary<Place[]> = fc
  .tuple(
    fc.shuffledSubarray(ids),
    fc.array(fc.option(fc.constantFrom('', 'a0', 'a1', 'a1V', 'a2'), { nil: undefined }), {
      minLength: 8,
      maxLength: 8,
    }),
  )
  .map(([order, keys]) => order.map((id, index) => ({ id, key: keys[index] })));

describe('placing', () => {
  it('brings every wanted order about', () => {
    fc.assert(
      fc.property(places, (wanted) => {
        const keys = placed(wanted);
        const sorted = wanted.map(({ id }, index) => ({ id, key: keys[index] as string })).sort(comparePlaces);
        expect(sorted.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
      }),
      { seed, numRuns: 2000 },
    );
  });

  it('writes one key for one moved item, and none where the order is right', () => {
    const list = (text: string) => [...text].map((id) => ({ id, key: `a${ids.indexOf(id)}` }));
    const written = (text: string) => placed(list(text)).filter((key, index) => key !== list(text)[index]?.key);
    expect([written('abcdef'), written('bcdefa'), written('fabcde')].map((keys) => keys.length)).toEqual([0, 1, 1]);
  });

  it('leaves equal keys alone until something must come between them', () => {
    const [a, b] = [
      { id: 'a', key: 'a1' },
      { id: 'b', key: 'a1' },
    ];
    expect(placed([a, b])).toEqual(['a1', 'a1']);
    expect(placed([a, { id: 'c', key: undefined }, b])).toEqual(['a1', 'a2', 'a3']);
  });
});

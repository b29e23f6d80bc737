import type { Random } from './random.ts';
import type { Readable } from './readables.ts';
import type { Sort } from './schemas.ts';

/** What an expression is written from. */
export interface Palette {
  readonly random: Random;
  readonly readables: readonly Readable[];
  /** Reads are written as if all were there (`sure`), as if nothing was (`unsure`), or not at all. */
  readonly reads: 'sure' | 'unsure' | 'none';
}

const DEEPEST = 2;

/** A random expression that gives a value of this sort, if what it reads is there. */
export function expression(palette: Palette, sort: Sort, depth = DEEPEST): string {
  const { random } = palette;
  const read = random.chance(0.65) ? readOf(palette, sort) : null;
  if (read !== null) return read;
  if (depth === 0 || random.chance(0.2)) return literal(random, sort);
  return composed(palette, sort, depth - 1);
}

export function literal(random: Random, sort: Sort): string {
  switch (sort) {
    case 'whole':
      return random.pick(['0', '1', '2', '5', '-3']);
    case 'number':
      return random.pick(['0.5', '1.25', '-2.5']);
    case 'text':
      return random.pick(['"a"', '"b"', '"x y"', '""']);
    case 'flag':
      return random.pick(['true', 'false']);
    case 'wholes':
      return random.pick(['[1, 2, 3]', '[4]', '[0, 7]']);
    case 'texts':
      return random.pick(['["a", "b"]', '["x"]']);
    case 'objects':
      return random.pick(['[{"n": 1, "s": "a"}]', '[{"n": 1, "s": "a"}, {"n": 2, "s": "b"}]']);
    case 'object':
      return '{"n": 3, "s": "c"}';
  }
}

function readOf({ random, readables, reads }: Palette, sort: Sort): string | null {
  const fitting = readables.filter((each) => each.sort === sort);
  if (fitting.length === 0) return null;
  // The choices are made alike for every way of reading, so that what is repaired stays what it was.
  const { sure, unsure, optional, nullable } = random.pick(fitting);
  const [bold, guarded, otherwise] = [random.chance(0.15), random.chance(0.4), literal(random, sort)];
  if (reads === 'none') return otherwise;
  if (reads === 'unsure') return unsure === null || nullable ? otherwise : `${unsure}.orValue(${otherwise})`;
  if (nullable) return bold ? sure : `(${sure} != null ? ${sure} : ${otherwise})`;
  if (!optional || bold) return sure;
  if (guarded && !sure.endsWith(']')) return `(has(${sure}) ? ${sure} : ${otherwise})`;
  return unsure === null ? sure : `${unsure}.orValue(${otherwise})`;
}

function composed(palette: Palette, sort: Sort, depth: number): string {
  const { random } = palette;
  const e = (of: Sort) => expression(palette, of, depth);
  const either = (of: Sort) => `(${e('flag')} ? ${e(of)} : ${e(of)})`;
  const ways: Readonly<Record<Sort, readonly (() => string)[]>> = {
    whole: [
      () => `(${e('whole')} + ${e('whole')})`,
      () => `(${e('whole')} * 2)`,
      () => `int(${e('number')})`,
      () => `(${e('whole')} % 7)`,
      () => `size(${e('wholes')})`,
      () => `size(${e('text')})`,
      () => `sum(${e('wholes')})`,
      () => `max_of(${e('wholes')})`,
      () => `${e('wholes')}[0]`,
      () => `${e('objects')}[0].n`,
      () => either('whole'),
    ],
    number: [
      () => `(${e('whole')} / ${e('whole')})`,
      () => `double(${e('whole')})`,
      () => `(${e('number')} + 0.5)`,
      () => `(${e('number')} * ${e('number')})`,
    ],
    text: [
      () => `(${e('text')} + ${e('text')})`,
      () => `string(${e('whole')})`,
      () => `string(${e('flag')})`,
      () => `json_string(${e('objects')})`,
      () => `${e('texts')}[0]`,
      () => either('text'),
    ],
    flag: [
      () => `(${e('whole')} < ${e('whole')})`,
      () => `(${e('text')} == ${e('text')})`,
      () => `(${e('text')} in ${e('texts')})`,
      () => `!${e('flag')}`,
      () => `(${e('flag')} && ${e('flag')})`,
      () => `(${e('flag')} || ${e('flag')})`,
      () => `${e('wholes')}.exists(e, e > ${e('whole')})`,
      () => `${e('text')}.startsWith("a")`,
    ],
    wholes: [
      () => `[${e('whole')}, ${e('whole')}]`,
      () => `${e('wholes')}.map(e, e + 1)`,
      () => `${e('objects')}.map(e, e.n)`,
      () => `${e('wholes')}.filter(e, e > ${e('whole')})`,
      () => `distinct(${e('wholes')})`,
      () => `(${e('wholes')} + ${e('wholes')})`,
    ],
    texts: [
      () => `[${e('text')}, ${e('text')}]`,
      () => `${e('objects')}.map(e, e.s)`,
      () => `${e('wholes')}.map(e, string(e))`,
    ],
    objects: [
      () => `sort_by(${e('objects')}, "n")`,
      () => `[{"n": ${e('whole')}, "s": ${e('text')}}]`,
      () => `${e('objects')}.filter(e, e.n > ${e('whole')})`,
    ],
    object: [() => `{"n": ${e('whole')}, "s": ${e('text')}}`],
  };
  return random.pick(ways[sort])();
}

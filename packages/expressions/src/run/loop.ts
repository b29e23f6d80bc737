import type { Code, Loop } from './code.ts';
import { caught, type EvalFailure, fail } from './eval-error.ts';
import type { Program } from './load.ts';
import { makeMap, mapEntries, mapKeys, mapSize } from './maps.ts';
import type { Meter } from './meter.ts';
import { describe, isMap, type Value } from './values.ts';

type LoopCode = Extract<Code, readonly ['loop', ...unknown[]]>;

/** Loads a comprehension. The whole range is paid for before the first turn. */
export function loadLoop(code: LoopCode, load: (code: Code) => Program): Program {
  const [, , , loop, rangeCode, keySlot, valueSlot, conditionCode, bodyCode] = code;
  const range = load(rangeCode);
  const condition = conditionCode === null ? null : load(conditionCode);
  const body = load(bodyCode);
  return (meter) => {
    const collection = range(meter);
    meter.going = Array.isArray(collection) ? collection.length : isMap(collection) ? mapSize(collection) : 0;
    meter.pay(priceOf(collection));
    const entries = entriesOf(collection, keySlot >= 0);
    const turns = (visit: (key: Value, value: Value) => boolean) => {
      for (const [key, value] of entries) {
        if (keySlot >= 0) meter.locals[keySlot] = key;
        meter.locals[valueSlot] = value;
        if (condition !== null && !truth(condition(meter))) continue;
        if (!visit(key, value)) return;
      }
    };
    return RESULTS[loop](body, meter, turns);
  };
}

type Turns = (visit: (key: Value, value: Value) => boolean) => void;

const RESULTS: Readonly<Record<Loop, (body: Program, meter: Meter, turns: Turns) => Value>> = {
  all: (body, meter, turns) => decide(body, meter, turns, false),
  exists: (body, meter, turns) => decide(body, meter, turns, true),
  one: (body, meter, turns) => {
    let count = 0;
    turns(() => {
      if (truth(body(meter))) count += 1;
      return true;
    });
    return count === 1;
  },
  filter: (body, meter, turns) => {
    const kept: Value[] = [];
    turns((_, value) => {
      if (truth(body(meter))) kept.push(value);
      return true;
    });
    return kept;
  },
  map: (body, meter, turns) => {
    const made: Value[] = [];
    turns(() => {
      made.push(body(meter));
      return true;
    });
    return made;
  },
  transformMap: (body, meter, turns) => {
    const made: (readonly [Value, Value])[] = [];
    turns((key) => {
      made.push([key, body(meter)]);
      return true;
    });
    return makeMap(made);
  },
  transformMapEntry: (body, meter, turns) => {
    const made: (readonly [Value, Value])[] = [];
    turns(() => {
      const entry = body(meter);
      if (!isMap(entry)) return fail(`transformMapEntry needs an object for each entry, not ${describe(entry)}.`);
      meter.pay(mapSize(entry));
      made.push(...mapEntries(entry));
      return true;
    });
    return makeMap(made);
  },
};

/** `all` and `exists`: an item that decides makes errors of the others not matter. */
function decide(body: Program, meter: Meter, turns: Turns, decides: boolean): Value {
  let failure: EvalFailure | null = null;
  let decided = false;
  turns(() => {
    try {
      decided = truth(body(meter)) === decides;
    } catch (error) {
      const found = caught(error, meter);
      failure ??= found;
    }
    return !decided;
  });
  if (decided) return decides;
  if (failure !== null) throw failure;
  return !decides;
}

function truth(value: Value): boolean {
  return typeof value === 'boolean' ? value : fail(`A condition is true or false, not ${describe(value)}.`);
}

/** Items with their keys: positions of a list, keys of an object in order. With one name an object gives its keys. */
function entriesOf(range: Value, both: boolean): readonly (readonly [Value, Value])[] {
  if (Array.isArray(range)) return (range as readonly Value[]).map((item, at) => [at, item] as const);
  if (!isMap(range)) return fail(`${describe(range)} has no items to go through.`);
  return both ? mapEntries(range) : mapKeys(range).map((key) => [key, key] as const);
}

/** Going through costs one an item; the keys of an object are brought into order before. */
function priceOf(range: Value): number {
  if (Array.isArray(range)) return range.length;
  const size = isMap(range) ? mapSize(range) : 0;
  return size + Math.ceil((size * Math.log2(size + 1)) / 2);
}

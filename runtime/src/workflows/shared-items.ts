import type { State } from '@omniroute/engine';
import { formatPointer, getPointer, type Json } from '@omniroute/primitives';

/** A shorter list is not worth the look. */
const LEAST = 20;

/** Key of a loop → where in the state the list stands that it goes over. */
export type SharedItems = Readonly<Record<string, string>>;

/**
 * A state as it is carried into a fresh history. The list that a loop goes over usually stands in it already, in the input or
 * in an output: there it stays, and the loop says where.
 */
export function withoutShared(state: State): { readonly state: State; readonly shared: SharedItems } {
  const open = Object.values(state.loops).filter(({ items }) => items.length >= LEAST);
  if (open.length === 0) return { state, shared: {} };
  const lists = [...listsIn(state.input, ['input'])];
  for (const [id, { outputs, slots, item, called }] of Object.entries(state.frames)) {
    for (const [name, part] of Object.entries({ outputs, slots, item, called }))
      lists.push(...listsIn(part, ['frames', id, name]));
  }
  const shared: Record<string, string> = {};
  const loops = { ...state.loops };
  for (const loop of open) {
    const found = lists.find(({ list }) => isSame(list, loop.items));
    if (found === undefined) continue;
    shared[loop.key] = found.at;
    loops[loop.key] = { ...loop, items: [] };
  }
  return { state: { ...state, loops }, shared };
}

/** Lists in a value, not those inside lists: an item of a list is seldom what a loop goes over for long. */
function* listsIn(
  value: unknown,
  path: readonly string[],
): Generator<{ readonly list: unknown[]; readonly at: string }> {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) yield { list: value, at: formatPointer(path) };
  else for (const [name, part] of Object.entries(value)) yield* listsIn(part, [...path, name]);
}

/** An expression gives a list of its own, which is told by what is in it; one that came with the history is the very same. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one))
    return (
      Array.isArray(other) && one.length === other.length && one.every((item, index) => isSame(item, other[index]))
    );
  const names = Object.keys(one);
  return (
    !Array.isArray(other) &&
    names.length === Object.keys(other).length &&
    names.every(
      (name) => Object.hasOwn(other, name) && isSame(one[name as keyof typeof one], other[name as keyof typeof other]),
    )
  );
}

/** Gives loops back the lists that they go over. */
export function giveShared(state: State, shared: SharedItems): State {
  for (const [key, at] of Object.entries(shared)) {
    const loop = state.loops[key];
    const items = getPointer(state, at);
    if (loop === undefined || !Array.isArray(items)) throw new Error(`There is no list at ${at} for ${key}`);
    state.loops[key] = { ...loop, items: items as Json[] };
  }
  return state;
}

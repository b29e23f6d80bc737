import { assertNever } from '@omniroute/errors';
import type { Code } from '../run/code.ts';
import type { Demand } from './demand.ts';

/** Demands on the values that a part's value may be or hold. */
export type Traced = readonly Demand[];

/** Demands on what a name of the outside stands for; none where nobody wants to know. */
export type RootDemand = (name: string) => Traced;

const NOTHING: readonly Demand[] = [];

/**
 * Notes what an expression reads of the names of the outside, and gives the demands on what its value may be: the caller
 * says what becomes of that. What is not followed is read as a whole, so more may be noted than is read, never less.
 */
export function trace(code: Code, root: RootDemand): Traced {
  return walk(code, root, []);
}

/** Notes that an expression's value is used as a whole. */
export function traceWhole(code: Code, root: RootDemand): void {
  use(trace(code, root));
}

function use(traced: Traced): void {
  for (const demand of traced) demand.whole = true;
}

/** `slots`: what the names bound inside stand for. */
function walk(code: Code, root: RootDemand, slots: readonly Traced[]): Traced {
  const inner = (part: Code) => walk(part, root, slots);
  const all = (...parts: readonly Code[]) => {
    for (const part of parts) use(inner(part));
    return NOTHING;
  };
  switch (code[0]) {
    case 'lit':
    case 'bytes':
    case 'type':
      return NOTHING;
    case 'root':
      return root(code[3]);
    case 'var':
      return slots[code[3]] ?? NOTHING;
    case 'get':
    case 'opt':
      return inner(code[3]).map((demand) => demand.field(code[4]));
    case 'has':
      // Whether a field is there says nothing of what is in it.
      for (const demand of inner(code[3])) demand.field(code[4]);
      return NOTHING;
    case 'at':
    case 'optat': {
      const key = code[4];
      const operand = inner(code[3]);
      use(inner(key));
      if (key[0] !== 'lit' || typeof key[3] !== 'string') return operand.map((demand) => demand.member());
      const name = key[3];
      return operand.map((demand) => demand.field(name));
    }
    case 'not':
    case 'neg':
    case 'isdouble':
      return all(code[3]);
    case 'and':
    case 'or':
      return all(code[3], code[4]);
    case 'bin':
      return binary(code, inner);
    case 'if':
      use(inner(code[3]));
      return [...inner(code[4]), ...inner(code[5])];
    case 'list':
      return all(...code[3].map(([item]) => item));
    case 'map':
      return all(...code[3].map(([key]) => key), ...code[3].map(([, value]) => value));
    case 'text':
      return all(...code[3]);
    case 'call':
      return call(code, inner);
    case 'bind':
      return walk(code[5], root, bound(slots, [code[3], inner(code[4])]));
    case 'optmap':
      return walk(code[5], root, bound(slots, [code[3], inner(code[4])]));
    case 'loop':
      return loop(code, root, slots);
    default:
      return assertNever(code);
  }
}

/** Comparing with null looks only whether something is there. */
function binary(code: Extract<Code, readonly ['bin', ...unknown[]]>, inner: (part: Code) => Traced): Traced {
  const [, , , operation, left, right] = code;
  const sides = [inner(left), inner(right)];
  const withNull = [left, right].some((side) => side[0] === 'lit' && side[3] === null);
  if (!(withNull && (operation === '==' || operation === '!='))) for (const side of sides) use(side);
  return NOTHING;
}

function call(code: Extract<Code, readonly ['call', ...unknown[]]>, inner: (part: Code) => Traced): Traced {
  const [, , , style, name, args] = code;
  const traced = args.map(inner);
  const [first = NOTHING] = traced;
  // Only how many there are is asked.
  if (name === 'size' && args.length === 1) {
    for (const demand of first) demand.member();
    return NOTHING;
  }
  if (style === 'global' && name === 'optional.of') return first;
  if (style === 'member' && (name === 'or' || name === 'orValue')) return traced.flat();
  if (style === 'member' && name === 'value') return first;
  if (style === 'member' && name === 'hasValue') return NOTHING;
  for (const each of traced) use(each);
  return NOTHING;
}

/** A comprehension: its body reads of every member. What `filter` gives are members of what it was given. */
function loop(
  code: Extract<Code, readonly ['loop', ...unknown[]]>,
  root: RootDemand,
  slots: readonly Traced[],
): Traced {
  const [, , , kind, rangeCode, keySlot, valueSlot, condition, body] = code;
  const range = walk(rangeCode, root, slots);
  const members = range.map((demand) => demand.member());
  const inside = bound(slots, [keySlot, NOTHING], [valueSlot, members]);
  if (condition !== null) use(walk(condition, root, inside));
  use(walk(body, root, inside));
  return kind === 'filter' ? range : NOTHING;
}

function bound(slots: readonly Traced[], ...names: readonly (readonly [slot: number, traced: Traced])[]): Traced[] {
  const inside = [...slots];
  for (const [slot, traced] of names) if (slot >= 0) inside[slot] = traced;
  return inside;
}

import { assertNever } from '@omniroute/errors';
import { overloads } from '../functions/index.ts';
import { payForMatch, readPattern } from '../functions/patterns.ts';
import { textOf } from '../functions/text-of.ts';
import type { Pattern } from '../libraries/libraries.ts';
import { indexed, select } from './access.ts';
import { callFunction } from './call.ts';
import type { Code } from './code.ts';
import { caught, EvalFailure, fail } from './eval-error.ts';
import { loadLoop } from './loop.ts';
import { makeMap } from './maps.ts';
import type { Meter } from './meter.ts';
import { OPERATORS } from './operators.ts';
import {
  BytesValue,
  DecimalValue,
  Duration,
  describe,
  OptionalValue,
  TypeValue,
  typeName,
  type Value,
} from './values.ts';

/** A loaded expression: ready to run, any number of times. */
export type Program = (meter: Meter) => Value;

/** Turns code into closures. Each pays one for itself and puts its place on errors that have none. */
export function load(code: Code): Program {
  const run = body(code);
  const [, start, end] = code;
  return (meter) => {
    try {
      meter.pay(1);
      return run(meter);
    } catch (error) {
      if (error instanceof EvalFailure && error.span === null) error.span = [start, end];
      throw error;
    }
  };
}

function body(code: Code): Program {
  switch (code[0]) {
    case 'lit': {
      const value = code[3];
      return () => value;
    }
    case 'bytes': {
      const value = new BytesValue(code[3]);
      return () => value;
    }
    case 'type': {
      const value = new TypeValue(code[3]);
      return () => value;
    }
    case 'isdouble': {
      const operand = load(code[3]);
      return (meter) => {
        const value = operand(meter);
        return new TypeValue(typeof value === 'number' ? 'double' : typeName(value));
      };
    }
    case 'root': {
      const name = code[3];
      return (meter) => {
        const value = meter.scope.get(name);
        return value === undefined ? fail(`"${name}" is not available here.`) : value;
      };
    }
    case 'var': {
      const slot = code[3];
      return (meter) => meter.locals[slot] as Value;
    }
    case 'get':
    case 'opt':
    case 'has': {
      const [op, , , inner, field] = code;
      const operand = load(inner);
      return (meter) => select(operand(meter), field, op);
    }
    case 'at':
    case 'optat': {
      const [op, , , inner, at] = code;
      const [operand, index] = [load(inner), load(at)];
      return (meter) => indexed(operand(meter), index(meter), op === 'optat');
    }
    case 'not': {
      const operand = load(code[3]);
      return (meter) => !bool(operand(meter));
    }
    case 'neg': {
      const operand = load(code[3]);
      return (meter) => negate(operand(meter));
    }
    case 'and':
    case 'or':
      return logic(code[0] === 'or', load(code[3]), load(code[4]));
    case 'bin': {
      const operator = OPERATORS[code[3]];
      const [left, right] = [load(code[4]), load(code[5])];
      return (meter) => operator(left(meter), right(meter), meter);
    }
    case 'if': {
      const [test, then, otherwise] = [load(code[3]), load(code[4]), load(code[5])];
      return (meter) => (bool(test(meter)) ? then(meter) : otherwise(meter));
    }
    case 'list':
      return listLiteral(code[3].map(([item, optional]) => [load(item), optional === 1] as const));
    case 'map':
      return mapLiteral(code[3].map(([key, value, optional]) => [load(key), load(value), optional === 1] as const));
    case 'call': {
      const [, , , style, name, inner] = code;
      const [args, candidates] = [inner.map(load), overloads(style, name)];
      const special = style === 'member' ? loadLazily(name, inner, args) : null;
      if (special !== null) return special;
      return (meter) =>
        callFunction(
          name,
          candidates,
          args.map((arg) => arg(meter)),
          meter,
        );
    }
    case 'loop':
      return loadLoop(code, load);
    case 'bind': {
      const [, , , slot, inner, rest] = code;
      const [value, then] = [load(inner), load(rest)];
      return (meter) => {
        meter.locals[slot] = value(meter);
        return then(meter);
      };
    }
    case 'optmap': {
      const [, , , slot, inner, rest, flat] = code;
      const [range, then] = [load(inner), load(rest)];
      return (meter) => {
        const optional = range(meter);
        if (!(optional instanceof OptionalValue)) return fail('Only a value that may be absent can be mapped so.');
        if (optional.value === undefined) return optional;
        meter.locals[slot] = optional.value;
        return flat === 1 ? then(meter) : new OptionalValue(then(meter));
      };
    }
    case 'text': {
      const parts = code[3].map(load);
      return (meter) => {
        let text = '';
        for (const part of parts) {
          const piece = textOf(part(meter));
          meter.pay(piece.length);
          text += piece;
        }
        return text;
      };
    }
    default:
      return assertNever(code);
  }
}

/** Calls that need not look at all their arguments: `or`, `orValue`, and `matches` with a pattern that is written out. */
function loadLazily(name: string, codes: readonly Code[], args: readonly Program[]): Program | null {
  const [target, other] = args;
  if (target === undefined || other === undefined || args.length !== 2) return null;
  const pattern = codes[1];
  if (name === 'matches' && pattern?.[0] === 'lit' && typeof pattern[3] === 'string')
    return loadMatches(target, pattern[3]);
  if (name !== 'or' && name !== 'orValue') return null;
  const candidates = overloads('member', name);
  return (meter) => {
    const value = target(meter);
    if (!(value instanceof OptionalValue) || value.value === undefined)
      return callFunction(name, candidates, [value, other(meter)], meter);
    meter.pay(1);
    return name === 'or' ? value : value.value;
  };
}

function loadMatches(target: Program, text: string): Program {
  let made: Pattern | null = null;
  return (meter) => {
    const value = target(meter);
    if (typeof value !== 'string') return fail(`matches cannot be used with ${describe(value)}.`);
    payForMatch(value, text, meter);
    made ??= readPattern(text, meter);
    return made.test(value);
  };
}

/** A condition's value; anything but true and false is an error. */
export function bool(value: Value): boolean {
  return typeof value === 'boolean' ? value : fail(`A condition is true or false, not ${describe(value)}.`);
}

function negate(value: Value): Value {
  if (typeof value === 'number') return value === 0 ? 0 : -value;
  if (value instanceof DecimalValue) return new DecimalValue(value.value.negated());
  if (value instanceof Duration) return new Duration(-value.seconds || 0, -value.nanos || 0);
  return fail(`${describe(value)} has no negative.`);
}

/** CEL's logic: one side that decides makes an error of the other not matter. Running out of fuel always does. */
function logic(decides: boolean, left: Program, right: Program): Program {
  return (meter) => {
    let failure: EvalFailure | null = null;
    for (const side of [left, right]) {
      try {
        if (bool(side(meter)) === decides) return decides;
      } catch (error) {
        const found = caught(error, meter);
        failure ??= found;
      }
    }
    if (failure !== null) throw failure;
    return !decides;
  };
}

function listLiteral(items: readonly (readonly [Program, boolean])[]): Program {
  return (meter) => {
    const list: Value[] = [];
    for (const [item, optional] of items) {
      const value = item(meter);
      if (!optional) list.push(value);
      else if (!(value instanceof OptionalValue)) return fail('After "?" a value that may be absent is needed.');
      else if (value.value !== undefined) list.push(value.value);
    }
    return list;
  };
}

function mapLiteral(entries: readonly (readonly [Program, Program, boolean])[]): Program {
  return (meter) => {
    const made: (readonly [Value, Value])[] = [];
    for (const [keyAt, valueAt, optional] of entries) {
      const key = keyAt(meter);
      const value = valueAt(meter);
      if (!optional) made.push([key, value]);
      else if (!(value instanceof OptionalValue)) return fail('After "?" a value that may be absent is needed.');
      else if (value.value !== undefined) made.push([key, value.value]);
    }
    return makeMap(made);
  };
}

import type { Meter } from '../run/meter.ts';
import type { Value } from '../run/values.ts';
import type { Type } from '../types/type.ts';

/** What an argument must be; `any` takes everything, `text` takes what `string()` can write. */
export type Parameter =
  | 'any'
  | 'null'
  | 'bool'
  | 'int'
  | 'number'
  | 'string'
  | 'bytes'
  | 'list'
  | 'map'
  | 'timestamp'
  | 'duration'
  | 'decimal'
  | 'optional'
  | 'type';

/** One overload: what the checker matches, the evaluator runs, and the documentation is made from. */
export interface FunctionDefinition {
  readonly name: string;
  /** `member`: called as `x.name(…)`, where x is the first parameter. */
  readonly style: 'member' | 'global';
  readonly params: readonly Parameter[];
  /** Further arguments of the last parameter's kind are allowed. */
  readonly variadic?: boolean;
  /** `null`: arguments of these kinds, but not these, are taken. */
  result(args: readonly Type[]): Type | null;
  readonly doc: string;
  /** Fuel beside one for the call; what depends on sizes is paid inside. */
  readonly price: number;
  run(args: readonly Value[], meter: Meter): Value;
}

/** Declares an overload of a function called as `name(…)`. */
export function global(
  name: string,
  params: readonly Parameter[],
  result: Type | ((args: readonly Type[]) => Type | null),
  doc: string,
  run: FunctionDefinition['run'],
  variadic = false,
): FunctionDefinition {
  return {
    name,
    style: 'global',
    params,
    result: typeof result === 'function' ? result : () => result,
    doc,
    price: 1,
    run,
    ...(variadic ? { variadic } : {}),
  };
}

/** Declares an overload of a function called as `x.name(…)`. */
export function member(
  name: string,
  params: readonly Parameter[],
  result: Type | ((args: readonly Type[]) => Type | null),
  doc: string,
  run: FunctionDefinition['run'],
): FunctionDefinition {
  return { ...global(name, params, result, doc, run), style: 'member' };
}

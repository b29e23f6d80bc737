import { assertNever } from '@omniroute/errors';
import type { FunctionDefinition, Parameter } from '../functions/define.ts';
import { unionOf } from '../types/relations.ts';
import type { Type } from '../types/type.ts';
import { asTime } from './arithmetic.ts';

/** The result type of a call: of the first overload that takes the arguments, or of all that might. `null`: none does. */
export function overloadResult(candidates: readonly FunctionDefinition[], args: readonly Type[]): Type | null {
  const possible = candidates.filter((candidate) => takes(candidate, args));
  const [first] = possible;
  if (first === undefined || args.some(isOfSeveralForms)) return partByPart(candidates, args);
  if (!args.some((arg) => arg.kind === 'dyn')) {
    const result = first.result(args);
    // What is worked out from a fault is no value of any type; it is not complained about again.
    return (result?.kind === 'dyn' ? args.find(({ kind }) => kind === 'error') : undefined) ?? result;
  }
  const results = possible.flatMap((candidate) => candidate.result(args) ?? []);
  return results.length === 0 ? null : unionOf(results);
}

/** A union of which a part has parts of its own: what comes out depends on which it is. */
function isOfSeveralForms(type: Type): boolean {
  return type.kind === 'union' && type.of.some(({ kind }) => ['list', 'map', 'record', 'optional'].includes(kind));
}

/** Different parts of a union may be taken by different overloads. */
function partByPart(candidates: readonly FunctionDefinition[], args: readonly Type[]): Type | null {
  const at = args.findIndex((arg) => arg.kind === 'union');
  const union = args[at];
  if (union?.kind !== 'union') return null;
  const results = union.of.map((part) => overloadResult(candidates, args.with(at, part)));
  return results.every((result) => result !== null) ? unionOf(results) : null;
}

function takes({ params, variadic }: FunctionDefinition, args: readonly Type[]): boolean {
  if (variadic === true ? args.length < params.length : args.length !== params.length) return false;
  return args.every((arg, at) => fits(arg, params[at] ?? (params.at(-1) as Parameter)));
}

function fits(type: Type, parameter: Parameter): boolean {
  if (type.kind === 'dyn' || type.kind === 'error' || parameter === 'any') return true;
  if (type.kind === 'union') return type.of.every((part) => fits(part, parameter));
  switch (parameter) {
    case 'number':
      return type.kind === 'int' || type.kind === 'double';
    case 'map':
      return type.kind === 'map' || type.kind === 'record';
    case 'int':
      // At run time there is one number type; a fraction is an error with its place.
      return type.kind === 'int' || type.kind === 'double';
    case 'timestamp':
    case 'duration':
      return asTime(type).kind === parameter;
    case 'null':
    case 'bool':
    case 'string':
    case 'bytes':
    case 'list':
    case 'decimal':
    case 'optional':
    case 'type':
      return type.kind === parameter;
    default:
      return assertNever(parameter);
  }
}

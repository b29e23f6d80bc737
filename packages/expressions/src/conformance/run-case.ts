import { check, type TypeEnv } from '../language/check.ts';
import { compile } from '../language/compile.ts';
import { ALL_LIBRARIES } from '../libraries/all.ts';
import { evaluateInner } from '../run/evaluate.ts';
import type { Value } from '../run/values.ts';
import { parse } from '../syntax/parse.ts';
import { DYN, type Type } from '../types/type.ts';
import { celType } from './cel-type.ts';
import { toComparable } from './comparable.ts';

/** One case of the suite, freed from its protocol buffers. */
export interface ConformanceCase {
  readonly name: string;
  readonly source: string;
  readonly roots: Readonly<Record<string, Type>>;
  readonly bindings: Readonly<Record<string, Value>>;
  readonly skipCheck: boolean;
  readonly checkOnly: boolean;
  readonly expected: { readonly kind: 'value'; readonly value: Value } | { readonly kind: 'error' };
  readonly type: Type | null;
}

const FUEL = 1_000_000;

/** Runs a case through parser, checker, compiler and evaluator. `null`: it holds; else what was different. */
export function runCase(given: ConformanceCase): string | null {
  const { tree, diagnostics } = parse(given.source);
  if (diagnostics.length > 0) return `is not read: ${diagnostics[0]?.message}`;
  const unknown = Object.keys(given.bindings).filter((name) => !Object.hasOwn(given.roots, name));
  const env: TypeEnv = {
    roots: { ...Object.fromEntries(unknown.map((name) => [name, DYN])), ...given.roots },
  };
  if (!given.skipCheck) {
    const checked = check(tree, env);
    const error = checked.diagnostics.find(({ severity }) => severity === 'error');
    if (error !== undefined) {
      // A name that is not known would be refused whatever the case is about, so it proves nothing.
      const proves = given.expected.kind === 'error' && error.code !== 'OR2004' && error.code !== 'OR4005';
      return proves ? null : `is refused: ${error.code} ${error.message}`;
    }
    if (given.type !== null && celType(checked.type) !== celType(given.type))
      return `has type ${celType(checked.type)}, not ${celType(given.type)}`;
    if (given.checkOnly) return null;
  }
  const scope = { get: (name: string) => given.bindings[name] as never, now: 0, uuid: () => '' };
  const result = evaluateInner(ALL_LIBRARIES, compile(tree, env), scope, FUEL);
  if (given.expected.kind === 'error') return result.ok ? `gives ${show(result.value)}, not an error` : null;
  if (!result.ok) return `fails: ${result.error.message}`;
  return show(result.value) === show(given.expected.value)
    ? null
    : `gives ${show(result.value)}, not ${show(given.expected.value)}`;
}

function show(value: Value): string {
  return JSON.stringify(toComparable(value));
}

import { getTestRegistry } from '@bufbuild/cel-spec/testdata/registry.js';
import {
  getConformanceSuite,
  type IncrementalTest,
  type IncrementalTestSuite,
} from '@bufbuild/cel-spec/testdata/tests.js';
import { type Any, anyUnpack } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import exclusions from './exclusions.json' with { type: 'json' };
import { OutsideProfile, typeFromProto, valueFromProto } from './from-proto.ts';
import knownFailing from './known-failing.json' with { type: 'json' };
import { type ConformanceCase, runCase } from './run-case.ts';

const registry = getTestRegistry();
const unpack = (any: unknown) => anyUnpack(any as Any, registry) as never;

/** Case names are not unique in the suite; the second of a name gets `~2`. */
function casesOf(suite: IncrementalTestSuite): { name: string; test: IncrementalTest }[] {
  const seen = new Map<string, number>();
  const walk = (part: IncrementalTestSuite, path: readonly string[]): { name: string; test: IncrementalTest }[] => [
    ...part.tests.map((test) => {
      const name = [...path, test.name].join('/');
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      return { name: count === 1 ? name : `${name}~${count}`, test };
    }),
    ...part.suites.flatMap((child) => walk(child, [...path, child.name])),
  ];
  return walk(suite, []);
}

/** A case without its protocol buffers. A container's own names are also known without it. */
function read(name: string, { original }: IncrementalTest): ConformanceCase {
  const { container } = original;
  const withoutContainer = <T>(values: Record<string, T>): Record<string, T> => {
    const inside = Object.entries(values).filter(([key]) => container !== '' && key.startsWith(`${container}.`));
    return { ...values, ...Object.fromEntries(inside.map(([key, value]) => [key.slice(container.length + 1), value])) };
  };
  const roots = original.typeEnv.flatMap(({ name: root, declKind }) =>
    declKind.case === 'ident' && declKind.value.type !== undefined
      ? [[root, typeFromProto(declKind.value.type)] as const]
      : [],
  );
  const bindings = Object.entries(original.bindings).map(([root, { kind }]) => {
    if (kind.case !== 'value') throw new OutsideProfile(`binding ${kind.case}`);
    return [root, valueFromProto(kind.value, unpack)] as const;
  });
  return {
    name,
    source: original.expr,
    skipCheck: original.disableCheck,
    checkOnly: original.checkOnly,
    roots: withoutContainer(Object.fromEntries(roots)),
    bindings: withoutContainer(Object.fromEntries(bindings)),
    ...wanted(original.resultMatcher),
  };
}

function wanted(matcher: IncrementalTest['original']['resultMatcher']): Pick<ConformanceCase, 'expected' | 'type'> {
  switch (matcher.case) {
    case undefined:
      return { expected: { kind: 'value', value: true }, type: null };
    case 'value':
      return { expected: { kind: 'value', value: valueFromProto(matcher.value, unpack) }, type: null };
    case 'typedResult': {
      const { deducedType, result } = matcher.value;
      return {
        expected: { kind: 'value', value: result === undefined ? true : valueFromProto(result, unpack) },
        type: deducedType === undefined ? null : typeFromProto(deducedType),
      };
    }
    case 'evalError':
    case 'anyEvalErrors':
      return { expected: { kind: 'error' }, type: null };
    default:
      throw new OutsideProfile(matcher.case);
  }
}

/** What is wrong with a case, or `null`. */
function outcome(name: string, test: IncrementalTest): string | null {
  try {
    return runCase(read(name, test));
  } catch (error) {
    if (error instanceof OutsideProfile) return `needs ${error.message}`;
    throw error;
  }
}

const cases = casesOf(getConformanceSuite());
const excludedBy = new Map(
  Object.entries(exclusions).flatMap(([code, { cases: names }]) => names.map((name) => [name, code] as const)),
);
const failing = new Map(Object.entries(knownFailing));

describe('the conformance suite of CEL', () => {
  for (const { name, test } of cases) {
    const code = excludedBy.get(name);
    const reason = failing.get(name);
    if (code !== undefined)
      it(`${name} stays outside the profile (${code})`, () =>
        expect(outcome(name, test), 'passes now: delete it from the list').not.toBeNull());
    else if (reason !== undefined)
      it(`${name} is known to fail: ${reason}`, () =>
        expect(outcome(name, test), 'passes now: delete it from the list').not.toBeNull());
    else it(`${name}: ${test.original.expr}`, () => expect(outcome(name, test)).toBeNull());
  }

  it('lists only cases that exist, each once', () => {
    const names = new Set(cases.map(({ name }) => name));
    const listed = [...Object.values(exclusions).flatMap(({ cases: each }) => each), ...failing.keys()];
    expect(listed.filter((name) => !names.has(name))).toEqual([]);
    expect(listed.length).toBe(new Set(listed).size);
  });

  it('has a scoreboard: of 2,344 cases at least 1,313 are in the profile and 99 of 100 of those pass', () => {
    const inProfile = cases.length - excludedBy.size;
    const passed = inProfile - failing.size;
    const codes = Object.entries(exclusions).map(([code, { cases: names }]) => `${code} ${names.length}`);
    console.log(
      `CEL conformance: ${cases.length} cases, excluded ${excludedBy.size} (${codes.join(', ')}), in profile ${inProfile}, passed ${passed} (${((100 * passed) / inProfile).toFixed(2)} %), failed ${[...failing.keys()].join(', ')}`,
    );
    expect(cases.length).toBe(2344);
    expect(inProfile).toBeGreaterThanOrEqual(1313);
    expect(passed / inProfile).toBeGreaterThanOrEqual(0.99);
  });
});

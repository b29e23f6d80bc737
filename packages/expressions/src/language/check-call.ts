import { assertNever } from '@omniroute/errors';
import { closestName } from '@omniroute/primitives';
import type { FunctionDefinition } from '../functions/define.ts';
import { FUNCTIONS, MACROS, overloads } from '../functions/index.ts';
import { fixedOffset } from '../run/time-zone.ts';
import type { Tree } from '../syntax/tree.ts';
import { comparable, unionOf } from '../types/relations.ts';
import { typeToString } from '../types/to-string.ts';
import { BOOL, DYN, listOf, mapOf, STRING, type Type } from '../types/type.ts';
import { rangeTypes } from './arithmetic.ts';
import type { Checker, Here } from './checker.ts';
import { bindOf, type Comprehension, comprehensionOf, hasOf, namespaceOf, optMapOf } from './macros.ts';
import { overloadResult } from './overload.ts';

type Call = Extract<Tree, { kind: 'call' }>;

/** The type of a call: of a macro, or of the overload that takes the arguments. */
export function checkCall(checker: Checker, tree: Call, here: Here): Type {
  const has = hasOf(tree);
  if (has !== null) return checkHas(checker, has, here);
  const bound = bindOf(tree);
  if (bound !== null) {
    const value = checker.type(bound.value, here);
    const inner = checker.binding(here, { [bound.name]: value });
    noteNames(checker, tree, inner);
    return checker.type(bound.body, inner);
  }
  const optMap = optMapOf(tree);
  if (optMap !== null) {
    const range = checker.type(optMap.range, here);
    if (!['optional', 'dyn', 'error'].includes(range.kind))
      checker.mismatch(optMap.range, range, { kind: 'optional', of: DYN });
    const inner = checker.binding(here, { [optMap.name]: range.kind === 'optional' ? range.of : DYN });
    noteNames(checker, tree, inner);
    const body = checker.type(optMap.body, inner);
    return optMap.flat ? body : { kind: 'optional', of: body };
  }
  const loop = comprehensionOf(tree);
  return loop === null ? checkFunction(checker, tree, here) : checkLoop(checker, tree, loop, here);
}

/** `has(x.y)`: reading the field is not needed, but it must be one that can be there. */
function checkHas(checker: Checker, asked: Extract<Tree, { kind: 'select' }>, here: Here): Type {
  const operand = checker.operand(asked.operand, here);
  checker.reads(asked, here);
  const type = checker.field(
    operand,
    { tree: asked, operand: asked.operand, name: asked.field, span: asked.fieldSpan, optional: true },
    here,
  );
  checker.note(asked, type.kind === 'optional' ? type.of : type, here);
  return BOOL;
}

/** The names that a macro binds are written before its body. */
function noteNames(checker: Checker, tree: Call, inside: Here): void {
  for (const arg of tree.args.slice(0, -1))
    if (arg.kind === 'ident' && Object.hasOwn(inside.names, arg.name) && !checker.types.has(arg))
      checker.note(arg, inside.names[arg.name] as Type, inside);
}

function checkLoop(checker: Checker, tree: Call, loop: Comprehension, here: Here): Type {
  const range = checker.type(loop.range, here);
  const types = rangeTypes(range, loop.key !== null);
  if (types === null)
    return checker.report('OR4006', loop.range.span, { got: typeToString(range), facts: { name: loop.name } });
  const { key, value } = types;
  const bound = { ...(loop.key === null ? {} : { [loop.key]: key }), [loop.value]: value };
  const outside = checker.binding(here, bound);
  noteNames(checker, tree, outside);
  if (loop.condition !== null) checker.condition(loop.condition, outside);
  const inside = loop.condition === null ? outside : checker.after(loop.condition, true, outside);
  switch (loop.loop) {
    case 'all':
    case 'exists':
    case 'one':
      checker.condition(loop.body, inside);
      return BOOL;
    case 'filter':
      checker.condition(loop.body, inside);
      return listOf(value);
    case 'map':
      return listOf(checker.type(loop.body, inside));
    case 'transformMap':
      return mapOf(checker.type(loop.body, inside), range.kind === 'dyn' ? STRING : key);
    case 'transformMapEntry': {
      const entry = checker.type(loop.body, inside);
      if (entry.kind === 'map') return entry;
      if (!['record', 'dyn', 'error'].includes(entry.kind)) checker.mismatch(loop.body, entry, mapOf(DYN));
      return mapOf(entry.kind === 'record' ? unionOf(Object.values(entry.fields).map((field) => field.type)) : DYN);
    }
    default:
      return assertNever(loop.loop);
  }
}

function checkFunction(checker: Checker, tree: Call, here: Here): Type {
  const namespace = namespaceOf(tree, here.names);
  const style = tree.target === null || namespace !== null ? 'global' : 'member';
  const name = namespace === null ? tree.name : `${namespace}.${tree.name}`;
  const args = [...(style === 'member' && tree.target !== null ? [tree.target] : []), ...tree.args];
  const types = args.map((arg) => checker.type(arg, here));
  checkPattern(checker, name, args);
  checkZone(checker, style, name, args);
  const candidates = overloads(style, name);
  if (candidates.length === 0) {
    // A macro that was not written as one: `has(x)`.
    if (Object.hasOwn(MACROS, name))
      return checker.report('OR4006', tree.span, {
        got: types.map(typeToString).join(', ') || 'nothing',
        facts: { name },
      });
    const close = closestName(
      name,
      FUNCTIONS.filter((each) => each.style === style).map((each) => each.name),
    );
    return checker.report('OR4005', tree.nameSpan, {
      ...(close === undefined ? {} : { did_you_mean: close }),
      facts: { name },
    });
  }
  const result = overloadResult(candidates, types);
  if (result !== null) {
    if (style === 'member' && name === 'orValue') checkDefault(checker, types, tree);
    return result;
  }
  const wrong = types.find((type) => type.kind === 'error');
  if (wrong !== undefined) return wrong;
  return checker.report('OR4006', tree.span, { got: types.map(typeToString).join(', ') || 'nothing', facts: { name } });
}

/** A default of another kind than the value is a mistake; null says that there is none. */
function checkDefault(checker: Checker, [optional, other]: readonly Type[], tree: Call): void {
  const [written] = tree.args;
  if (optional?.kind !== 'optional' || other === undefined || written === undefined || other.kind === 'null') return;
  if (!comparable(optional.of, other)) checker.mismatch(written, other, optional.of);
}

/** A pattern that is written out is read now and not in a run. */
function checkPattern(checker: Checker, name: string, args: readonly Tree[]): void {
  const literal = args[1];
  if (name !== 'matches' || literal?.kind !== 'literal' || typeof literal.value !== 'string') return;
  const read = checker.env.libraries?.regex?.read(literal.value);
  if (read !== undefined && 'problem' in read)
    checker.report('OR4013', literal.span, { facts: { problem: read.problem } });
}

/** So is the name of a time zone. */
function checkZone(checker: Checker, style: FunctionDefinition['style'], name: string, args: readonly Tree[]): void {
  const [, literal] = args;
  const zones = checker.env.libraries?.zones;
  if (style !== 'member' || zones == null || literal?.kind !== 'literal' || typeof literal.value !== 'string') return;
  if (!overloads(style, name).some(({ params }) => params[0] === 'timestamp' && params[1] === 'string')) return;
  if (fixedOffset(literal.value) === null && zones.find(literal.value) === null)
    checker.report('OR6014', literal.span, { facts: { name: literal.value } });
}

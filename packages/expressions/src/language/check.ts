import { assertNever, type Diagnostic, type DiagnosticCode, type DiagnosticFacts, diagnostic, type Span } from '@omniroute/errors';
import { closestName } from '@omniroute/primitives';
import { RE2JS } from 're2js';
import { FUNCTIONS, overloads } from '../functions/index.ts';
import type { Tree } from '../syntax/tree.ts';
import { assignable, comparable, unionOf, withoutNull } from '../types/relations.ts';
import { BOOL, BYTES, DECIMAL, DOUBLE, DURATION, DYN, ERROR, INT, listOf, mapOf, NULL, STRING, TIMESTAMP, type Type } from '../types/type.ts';
import { typeToString } from '../types/to-string.ts';
import { namespaceOf } from './compile.ts';
import { type Facts, factsOf, NO_FACTS, pathOf } from './facts.ts';
import { bindOf, comprehensionOf, hasOf, optMapOf } from './macros.ts';
import { overloadResult } from './overload.ts';

/** Names an expression may read, with their types. `elsewhere`: names that exist, but not here, and where they do. */
export interface TypeEnv {
  readonly roots: Readonly<Record<string, Type>>;
  readonly elsewhere?: Readonly<Record<string, string>>;
}

/** One thing read: a path from a root, as far as names are written out. */
export interface Ref {
  readonly path: readonly string[];
  readonly span: Span;
}

export interface Checked {
  readonly type: Type;
  readonly deps: readonly Ref[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds the type of an expression, what it reads and what is wrong with it; `expect` is what its place needs. */
export function check(tree: Tree, env: TypeEnv, expect?: Type): Checked {
  const checker = new Checker(env);
  const type = checker.type(tree, { names: {}, facts: NO_FACTS });
  if (expect !== undefined && checker.diagnostics.length === 0 && !assignable(type, expect)) checker.mismatch(tree, type, expect);
  return { type, deps: checker.deps, diagnostics: checker.diagnostics };
}

/** What is known where a part stands: names bound inside, facts of the branch. */
interface Here {
  readonly names: Readonly<Record<string, Type>>;
  readonly facts: Facts;
}

class Checker {
  readonly diagnostics: Diagnostic[] = [];
  readonly deps: Ref[] = [];
  private readonly env: TypeEnv;

  constructor(env: TypeEnv) {
    this.env = env;
  }

  type(tree: Tree, here: Here): Type {
    switch (tree.kind) {
      case 'literal':
        return literalType(tree);
      case 'bytes':
        return BYTES;
      case 'ident':
        return this.ident(tree, here);
      case 'select':
        return this.select(tree, here);
      case 'index':
        return this.index(tree, here);
      case 'unary':
        return this.unary(tree, here);
      case 'binary':
        return this.binary(tree, here);
      case 'conditional': {
        this.condition(tree.test, here);
        const then = this.type(tree.then, { ...here, facts: factsOf(tree.test, true, here.facts) });
        return unionOf([then, this.type(tree.otherwise, { ...here, facts: factsOf(tree.test, false, here.facts) })]);
      }
      case 'list':
        return listOf(tree.items.length === 0 ? DYN : unionOf(tree.items.map((item) => this.perhaps(this.type(item.value, here), item.optional))));
      case 'map':
        return this.map(tree, here);
      case 'call':
        return this.call(tree, here);
      case 'missing':
        return ERROR;
      default:
        return assertNever(tree);
    }
  }

  mismatch(tree: Tree, got: Type, expected: Type): void {
    this.report('OR4002', tree.span, { expected: typeToString(expected), got: typeToString(got), facts: { where: 'This place' } });
  }

  private report(code: DiagnosticCode, span: Span, given: Omit<DiagnosticFacts, 'pointer' | 'span'> = {}): Type {
    this.diagnostics.push(diagnostic(code, { pointer: '', span, ...given }));
    return ERROR;
  }

  private ident(tree: Extract<Tree, { kind: 'ident' }>, here: Here): Type {
    const { name, span } = tree;
    const bound = Object.hasOwn(here.names, name) ? here.names[name] : undefined;
    if (bound !== undefined) return bound;
    const root = Object.hasOwn(this.env.roots, name) ? this.env.roots[name] : undefined;
    if (root !== undefined) {
      this.deps.push({ path: [name], span });
      return here.facts.notNull.has(name) ? withoutNull(root) : root;
    }
    const elsewhere = this.env.elsewhere?.[name];
    if (elsewhere !== undefined) return this.report('OR4015', span, { expected: elsewhere, facts: { name } });
    const close = closestName(name, [...Object.keys(this.env.roots), ...Object.keys(here.names)]);
    return this.report('OR2004', span, { ...(close === undefined ? {} : { did_you_mean: close }), facts: { name, what: 'value' } });
  }

  private select(tree: Extract<Tree, { kind: 'select' }>, here: Here): Type {
    const operand = this.type(tree.operand, here);
    const path = pathOf(tree);
    if (path !== null && this.deps.length > 0 && here.names[path.split('.')[0] as string] === undefined) this.deps.push({ path: path.split('.'), span: tree.span });
    const type = this.field(operand, tree, here, tree.optional);
    return path !== null && here.facts.notNull.has(path) ? withoutNull(type) : type;
  }

  private field(operand: Type, tree: Extract<Tree, { kind: 'select' }>, here: Here, optional: boolean): Type {
    const { field, fieldSpan } = tree;
    if (field === '') return ERROR;
    const wrap = (type: Type): Type => (optional ? { kind: 'optional', of: type } : type);
    switch (operand.kind) {
      case 'dyn':
      case 'error':
        return wrap(operand);
      case 'map':
        return wrap(operand.value);
      case 'optional': {
        const inner = this.field(operand.of, tree, here, true);
        return inner.kind === 'optional' ? inner : { kind: 'optional', of: inner };
      }
      case 'union':
        return this.unionField(operand, tree, here, optional);
      case 'record': {
        const known = Object.hasOwn(operand.fields, field) ? operand.fields[field] : undefined;
        const what = operand.what ?? 'the object';
        if (known === undefined) {
          const close = closestName(field, Object.keys(operand.fields));
          const hint = close === undefined ? {} : { did_you_mean: close };
          if (operand.what === 'nodes' || operand.what === 'vars') {
            const codes = { nodes: ['OR2004', 'step'], vars: ['OR2005', 'variable'] } as const;
            const [code, word] = codes[operand.what];
            return this.report(code, fieldSpan, { ...hint, facts: { name: field, what: word } });
          }
          if (!operand.open) return this.report('OR4003', fieldSpan, { ...hint, facts: { name: field, what } });
          if (!optional && !this.isPresent(tree, here)) this.report('OR4017', fieldSpan, { ...hint, facts: { name: field, what } });
          return wrap(DYN);
        }
        if (known.optional && !optional && !this.isPresent(tree, here)) {
          const { code, facts } = known.absent ?? { code: 'OR4004' as const, facts: {} };
          return this.report(code, fieldSpan, { facts: { name: field, ...facts } });
        }
        return wrap(known.type);
      }
      default:
        return this.report('OR4003', fieldSpan, { facts: { name: field, what: typeToString(operand) } });
    }
  }

  private unionField(operand: Extract<Type, { kind: 'union' }>, tree: Extract<Tree, { kind: 'select' }>, here: Here, optional: boolean): Type {
    const objects = operand.of.filter((part) => part.kind !== 'null');
    if (objects.length < operand.of.length && !optional) {
      return this.report('OR4004', tree.operand.span, { facts: { name: pathOf(tree.operand) ?? 'this value' } });
    }
    const having = objects.filter((part) => part.kind !== 'record' || part.open || Object.hasOwn(part.fields, tree.field));
    if (having.length === 0) return this.field(objects[0] ?? ERROR, tree, here, optional);
    if (having.length < objects.length && !optional && !this.isPresent(tree, here)) {
      return this.report('OR4004', tree.fieldSpan, { facts: { name: tree.field } });
    }
    return unionOf(having.map((part) => this.field(part, tree, here, optional)));
  }

  private isPresent(tree: Tree, here: Here): boolean {
    const path = pathOf(tree);
    return path !== null && here.facts.present.has(path);
  }

  private index(tree: Extract<Tree, { kind: 'index' }>, here: Here): Type {
    const operand = this.type(tree.operand, here);
    const index = this.type(tree.index, here);
    const wrap = (type: Type): Type => (tree.optional ? { kind: 'optional', of: type } : type);
    const base = operand.kind === 'optional' ? operand.of : operand;
    if (base.kind === 'list') {
      if (!assignable(index, DOUBLE)) this.mismatch(tree.index, index, INT);
      return operand.kind === 'optional' ? { kind: 'optional', of: base.item } : wrap(base.item);
    }
    if (base.kind === 'map' || base.kind === 'record') {
      if (!assignable(index, STRING)) this.mismatch(tree.index, index, STRING);
      const name = tree.index.kind === 'literal' && typeof tree.index.value === 'string' ? tree.index.value : null;
      if (base.kind === 'map') return wrap(base.value);
      if (name === null) return wrap(DYN);
      return this.field(operand, { kind: 'select', operand: tree.operand, field: name, optional: tree.optional, fieldSpan: tree.index.span, span: tree.span }, here, tree.optional);
    }
    if (base.kind === 'dyn' || base.kind === 'error') return wrap(DYN);
    return this.report('OR4006', tree.span, { got: typeToString(operand), facts: { name: '[ ]' } });
  }

  private unary(tree: Extract<Tree, { kind: 'unary' }>, here: Here): Type {
    if (tree.op === '!') {
      this.condition(tree.operand, here);
      return BOOL;
    }
    const type = this.type(tree.operand, here);
    if (['int', 'double', 'decimal', 'duration', 'dyn', 'error'].includes(type.kind)) return type;
    return this.report('OR4006', tree.span, { got: typeToString(type), facts: { name: '-' } });
  }

  private condition(tree: Tree, here: Here): void {
    const type = this.type(tree, here);
    if (!assignable(type, BOOL)) this.mismatch(tree, type, BOOL);
  }

  private binary(tree: Extract<Tree, { kind: 'binary' }>, here: Here): Type {
    const { op } = tree;
    if (op === '&&' || op === '||') {
      this.condition(tree.left, here);
      this.condition(tree.right, { ...here, facts: factsOf(tree.left, op === '&&', here.facts) });
      return BOOL;
    }
    const left = this.type(tree.left, here);
    const right = this.type(tree.right, here);
    if (left.kind === 'error' || right.kind === 'error') return ['==', '!=', '<', '<=', '>', '>=', 'in'].includes(op) ? BOOL : ERROR;
    const refuse = () => this.report('OR4006', tree.span, { got: `${typeToString(left)} and ${typeToString(right)}`, facts: { name: op } });
    switch (op) {
      case '==':
      case '!=':
        if (!comparable(left, right)) return refuse();
        this.outsideValues(tree, left, right);
        return BOOL;
      case '<':
      case '<=':
      case '>':
      case '>=':
        return comparable(left, right) && ordered(left) && ordered(right) ? BOOL : refuse();
      case 'in':
        if (right.kind === 'list') return comparable(left, right.item) ? BOOL : refuse();
        return ['map', 'record', 'dyn'].includes(right.kind) ? BOOL : refuse();
      default:
        return arithmetic(op, left, right) ?? refuse();
    }
  }

  /** Comparing with a value that can never be is usually a spelling mistake. */
  private outsideValues(tree: Extract<Tree, { kind: 'binary' }>, left: Type, right: Type): void {
    if (left.kind !== 'string' || right.kind !== 'string') return;
    for (const [side, literal] of [[left, tree.right], [right, tree.left]] as const) {
      if (side.values === undefined || literal.kind !== 'literal' || typeof literal.value !== 'string' || side.values.includes(literal.value)) continue;
      const close = closestName(literal.value, side.values);
      this.report('OR4011', literal.span, {
        got: literal.value, expected: side.values.map((value) => `"${value}"`).join(', '), ...(close === undefined ? {} : { did_you_mean: close }),
      });
    }
  }

  private perhaps(type: Type, optional: boolean): Type {
    return optional && type.kind === 'optional' ? type.of : type;
  }

  private map(tree: Extract<Tree, { kind: 'map' }>, here: Here): Type {
    const fields: Record<string, { type: Type; optional: boolean }> = {};
    let named = true;
    const values: Type[] = [];
    for (const entry of tree.entries) {
      const key = this.type(entry.key, here);
      if (!assignable(key, STRING)) this.mismatch(entry.key, key, STRING);
      const type = this.perhaps(this.type(entry.value, here), entry.optional);
      values.push(type);
      if (entry.key.kind === 'literal' && typeof entry.key.value === 'string') fields[entry.key.value] = { type, optional: entry.optional };
      else named = false;
    }
    return named ? { kind: 'record', fields, open: false } : mapOf(unionOf(values));
  }

  private call(tree: Extract<Tree, { kind: 'call' }>, here: Here): Type {
    const has = hasOf(tree);
    if (has !== null) return this.has(has, here);
    const bound = bindOf(tree);
    if (bound !== null) {
      const value = this.type(bound.value, here);
      return this.type(bound.body, { ...here, names: { ...here.names, [bound.name]: value } });
    }
    const optMap = optMapOf(tree);
    if (optMap !== null) {
      const range = this.type(optMap.range, here);
      const inner = range.kind === 'optional' ? range.of : DYN;
      const body = this.type(optMap.body, { ...here, names: { ...here.names, [optMap.name]: inner } });
      return optMap.flat ? body : { kind: 'optional', of: body };
    }
    const loop = comprehensionOf(tree);
    if (loop !== null) return this.loop(loop, here);
    const namespace = namespaceOf(tree, { slots: here.names });
    const style = tree.target === null || namespace !== null ? 'global' : 'member';
    const name = namespace === null ? tree.name : `${namespace}.${tree.name}`;
    const args = [...(style === 'member' && tree.target !== null ? [tree.target] : []), ...tree.args];
    const types = args.map((arg) => this.type(arg, here));
    this.pattern(name, args);
    const candidates = overloads(style, name);
    if (candidates.length === 0) {
      const close = closestName(name, FUNCTIONS.filter((each) => each.style === style).map((each) => each.name));
      return this.report('OR4005', tree.nameSpan, { ...(close === undefined ? {} : { did_you_mean: close }), facts: { name } });
    }
    const result = overloadResult(candidates, types);
    if (result !== null) return result;
    return this.report('OR4006', tree.span, { got: types.map(typeToString).join(', ') || 'nothing', facts: { name } });
  }

  /** A pattern that is written out is read now and not in a run. */
  private pattern(name: string, args: readonly Tree[]): void {
    const literal = args[1];
    if (name !== 'matches' || literal?.kind !== 'literal' || typeof literal.value !== 'string') return;
    try {
      RE2JS.compile(literal.value);
    } catch (error) {
      this.report('OR4013', literal.span, { facts: { problem: error instanceof Error ? error.message : 'it is not a pattern' } });
    }
  }

  private has(asked: Extract<Tree, { kind: 'select' }>, here: Here): Type {
    const operand = this.type(asked.operand, here);
    const base = operand.kind === 'optional' ? operand.of : operand;
    if (base.kind === 'record' && !base.open && !Object.hasOwn(base.fields, asked.field)) this.field(base, { ...asked, optional: true }, here, true);
    return BOOL;
  }

  private loop(loop: NonNullable<ReturnType<typeof comprehensionOf>>, here: Here): Type {
    const range = this.type(loop.range, here);
    const { key, value } = rangeTypes(range, loop.key !== null);
    if (key === null || value === null) return this.report('OR4006', loop.range.span, { got: typeToString(range), facts: { name: loop.loop } });
    const names = { ...here.names, ...(loop.key === null ? {} : { [loop.key]: key }), [loop.value]: value };
    const inner: Here = { names, facts: here.facts };
    if (loop.condition !== null) this.condition(loop.condition, inner);
    const inside: Here = loop.condition === null ? inner : { names, facts: factsOf(loop.condition, true, here.facts) };
    switch (loop.loop) {
      case 'all':
      case 'exists':
      case 'one':
        this.condition(loop.body, inside);
        return BOOL;
      case 'filter':
        this.condition(loop.body, inside);
        return listOf(value);
      case 'map':
        return listOf(this.type(loop.body, inside));
      case 'transformMap':
        return mapOf(this.type(loop.body, inside));
      default:
        return assertNever(loop.loop);
    }
  }
}

function literalType(tree: Extract<Tree, { kind: 'literal' }>): Type {
  if (tree.value === null) return NULL;
  if (typeof tree.value === 'boolean') return BOOL;
  if (typeof tree.value === 'string') return { kind: 'string', values: [tree.value] };
  return tree.number === 'double' ? DOUBLE : INT;
}

function ordered(type: Type): boolean {
  if (type.kind === 'union') return type.of.every(ordered);
  return ['int', 'double', 'decimal', 'string', 'bool', 'timestamp', 'duration', 'bytes', 'dyn'].includes(type.kind);
}

/** Types of key and value of what a comprehension goes through; `null` if it cannot. */
function rangeTypes(range: Type, both: boolean): { key: Type | null; value: Type | null } {
  switch (range.kind) {
    case 'list':
      return { key: INT, value: range.item };
    case 'map':
      return { key: STRING, value: both ? range.value : STRING };
    case 'record':
      return { key: STRING, value: both ? unionOf(Object.values(range.fields).map((field) => field.type)) : STRING };
    case 'dyn':
    case 'error':
      return { key: DYN, value: DYN };
    default:
      return { key: null, value: null };
  }
}

/** Result of an arithmetic operator, or `null` if it does not take these. */
function arithmetic(op: '+' | '-' | '*' | '/' | '%', left: Type, right: Type): Type | null {
  if (left.kind === 'dyn' || right.kind === 'dyn') return DYN;
  const number = (type: Type) => type.kind === 'int' || type.kind === 'double';
  if (number(left) && number(right)) {
    if (op === '/') return DOUBLE;
    if (op === '%' || (left.kind === 'int' && right.kind === 'int')) return INT;
    return DOUBLE;
  }
  if (op !== '%' && (left.kind === 'decimal' || right.kind === 'decimal')) {
    const fits = (type: Type) => type.kind === 'decimal' || type.kind === 'int';
    return fits(left) && fits(right) ? DECIMAL : null;
  }
  if (op === '+') {
    if (left.kind === 'string' && right.kind === 'string') return STRING;
    if (left.kind === 'bytes' && right.kind === 'bytes') return BYTES;
    if (left.kind === 'list' && right.kind === 'list') return listOf(unionOf([left.item, right.item]));
    if (left.kind === 'duration' && right.kind === 'timestamp') return TIMESTAMP;
  }
  if (op === '+' || op === '-') {
    if (left.kind === 'timestamp' && right.kind === 'duration') return TIMESTAMP;
    if (left.kind === 'duration' && right.kind === 'duration') return DURATION;
  }
  return op === '-' && left.kind === 'timestamp' && right.kind === 'timestamp' ? DURATION : null;
}

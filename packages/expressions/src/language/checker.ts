import {
  assertNever,
  type Diagnostic,
  type DiagnosticCode,
  type DiagnosticFacts,
  diagnostic,
  type Span,
} from '@omniroute/errors';
import { closestName } from '@omniroute/primitives';
import type { Tree } from '../syntax/tree.ts';
import { assignable, comparable, unionOf, withoutNull } from '../types/relations.ts';
import { typeToString } from '../types/to-string.ts';
import { BOOL, BYTES, DOUBLE, DYN, ERROR, INT, listOf, mapOf, STRING, TYPE, type Type } from '../types/type.ts';
import { arithmetic, asTimes, isOrdered, literalType } from './arithmetic.ts';
import type { Ref, TypeEnv } from './check.ts';
import { checkCall } from './check-call.ts';
import { bothHold, type Facts, factsAt, forget, NO_FACTS } from './facts.ts';
import { type AskedField, fieldType } from './fields.ts';
import { type Implied, impliedBy } from './implied.ts';
import { isChain, segmentsOf, wholeName } from './names.ts';
import { pathOf } from './paths.ts';
import { refine, refineInside, valuesOf } from './refine.ts';

/** What is known where a part stands: names bound inside, facts of the branch. */
export interface Here {
  readonly names: Readonly<Record<string, Type>>;
  readonly facts: Facts;
}

type Of<K extends Tree['kind']> = Extract<Tree, { kind: K }>;

/** Walks a tree once: gives each part its type, collects what is read and what is wrong. */
export class Checker {
  readonly diagnostics: Diagnostic[] = [];
  readonly deps: Ref[] = [];
  readonly types = new Map<Tree, Type>();
  /** What was known where each part stands. */
  readonly scopes = new Map<Tree, Here>();
  /** What parts are declared as, where more is known of them. */
  private readonly declared = new Map<Tree, Type>();
  private readonly implied: Implied = new Map();
  readonly env: TypeEnv;
  private readonly lenient: boolean;

  /** `lenient`: for an editor, which shows what a value would be even where it may be missing. */
  constructor(env: TypeEnv, lenient = false) {
    this.env = env;
    this.lenient = lenient;
  }

  whole(tree: Tree): Type {
    return this.type(tree, { names: {}, facts: this.env.known ?? NO_FACTS });
  }

  /** The type of a part that stands for itself; a chain of fields is recorded as read. */
  type(tree: Tree, here: Here): Type {
    const type = this.part(tree, here);
    if (!isChain(tree)) return type;
    this.reads(tree, here);
    const path = pathOf(tree);
    return path === null ? type : refineInside(type, factsAt(here.facts, path));
  }

  /** Records a chain of fields, as far as it is written out, as read. */
  reads(tree: Tree, here: Here): void {
    const path = segmentsOf(tree);
    if (path === null || Object.hasOwn(here.names, path[0] as string)) return;
    if (Object.hasOwn(this.env.roots, path[0] as string)) this.deps.push({ path, span: tree.span });
  }

  /** The type of a part inside a longer chain. */
  operand(tree: Tree, here: Here): Type {
    return isChain(tree) && segmentsOf(tree) !== null ? this.part(tree, here) : this.type(tree, here);
  }

  condition(tree: Tree, here: Here): void {
    const type = this.type(tree, here);
    if (!assignable(type, BOOL)) this.mismatch(tree, type, BOOL);
  }

  mismatch(tree: Tree, got: Type, expected: Type): void {
    this.report('OR4002', tree.span, {
      expected: typeToString(expected),
      got: typeToString(got),
      facts: { where: 'This place' },
    });
  }

  report(code: DiagnosticCode, span: Span, given: Omit<DiagnosticFacts, 'pointer' | 'span'> = {}): Type {
    this.diagnostics.push(diagnostic(code, { pointer: '', span, ...given }));
    return ERROR;
  }

  /** The type of a field as far as what is known there leaves it. */
  field(operand: Type, asked: Omit<AskedField, 'present'>, here: Here): Type {
    const path = pathOf(asked.tree);
    const present = this.lenient || (path !== null && factsAt(here.facts, path).present === true);
    const type = fieldType(this.lenient ? withoutNull(operand) : operand, { ...asked, present }, (...found) =>
      this.report(...found),
    );
    const declared = this.declared.get(asked.operand);
    if (declared !== undefined)
      this.declared.set(
        asked.tree,
        fieldType(withoutNull(declared), { ...asked, present: true }, () => ERROR),
      );
    return this.refined(asked.tree, type, here);
  }

  /** Notes what a part is that is not read as a value: a name that is bound, a field that is asked for. */
  note(tree: Tree, type: Type, here: Here): void {
    this.types.set(tree, type);
    this.scopes.set(tree, here);
  }

  /** What is known after a condition came out. */
  after(condition: Tree, truth: boolean, here: Here): Here {
    return { ...here, facts: bothHold(here.facts, impliedBy(condition, truth, here.names, this.implied)) };
  }

  /** A type as far as what is known of the value leaves it; what it was declared as is kept. */
  private refined(tree: Tree, type: Type, here: Here): Type {
    const path = here.facts === NO_FACTS ? null : pathOf(tree);
    if (path === null) return type;
    const refined = refine(type, factsAt(here.facts, path));
    if (refined !== type && !this.declared.has(tree)) this.declared.set(tree, type);
    return refined;
  }

  /** The type a value is declared with, whatever else is known of it. */
  private declaredAs(tree: Tree, type: Type): Type {
    return this.declared.get(tree) ?? type;
  }

  private part(tree: Tree, here: Here): Type {
    const type = this.kindOf(tree, here);
    this.note(tree, type, here);
    return type;
  }

  private kindOf(tree: Tree, here: Here): Type {
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
        const then = this.type(tree.then, this.after(tree.test, true, here));
        return unionOf([then, this.type(tree.otherwise, this.after(tree.test, false, here))]);
      }
      case 'list':
        return listOf(
          unionOf(
            tree.items.map((item) => this.element(item.value, item.optional, here)),
            ERROR,
          ),
        );
      case 'map':
        return this.map(tree, here);
      case 'call':
        return checkCall(this, tree, here);
      case 'missing':
        return ERROR;
      default:
        return assertNever(tree);
    }
  }

  private ident(tree: Of<'ident'>, here: Here): Type {
    const { name, span } = tree;
    const { roots, elsewhere } = this.env;
    if (Object.hasOwn(here.names, name)) return this.refined(tree, here.names[name] as Type, here);
    const whole = wholeName(tree, roots, here.names);
    if (whole !== null) return whole.kind === 'type' ? TYPE : this.refined(tree, roots[name] as Type, here);
    if (elsewhere !== undefined && Object.hasOwn(elsewhere, name))
      return this.report('OR4015', span, { expected: elsewhere[name] as string, facts: { name } });
    const close = closestName(name, [...Object.keys(roots), ...Object.keys(here.names)]);
    return this.report('OR2004', span, {
      ...(close === undefined ? {} : { did_you_mean: close }),
      facts: { name, what: 'value' },
    });
  }

  private select(tree: Of<'select'>, here: Here): Type {
    const whole = wholeName(tree, this.env.roots, here.names);
    if (whole !== null)
      return whole.kind === 'type' ? TYPE : this.refined(tree, this.env.roots[whole.name] as Type, here);
    const operand = this.operand(tree.operand, here);
    return this.field(
      operand,
      { tree, operand: tree.operand, name: tree.field, span: tree.fieldSpan, optional: tree.optional },
      here,
    );
  }

  private index(tree: Of<'index'>, here: Here): Type {
    const operand = isChain(tree) ? this.operand(tree.operand, here) : this.type(tree.operand, here);
    const index = this.type(tree.index, here);
    const optional = tree.optional || operand.kind === 'optional';
    const wrap = (type: Type): Type => this.refined(tree, optional ? { kind: 'optional', of: type } : type, here);
    const base = operand.kind === 'optional' ? operand.of : operand;
    const wants = (wanted: Type) => {
      if (!assignable(index, wanted)) this.mismatch(tree.index, index, wanted);
    };
    switch (base.kind) {
      case 'list':
        wants(DOUBLE);
        return wrap(base.item);
      case 'map':
        wants(base.key ?? STRING);
        return wrap(base.value);
      case 'record': {
        wants(STRING);
        const { index: at } = tree;
        if (at.kind !== 'literal' || typeof at.value !== 'string') return wrap(DYN);
        return this.field(
          operand,
          { tree, operand: tree.operand, name: at.value, span: at.span, optional: tree.optional },
          here,
        );
      }
      case 'dyn':
      case 'error':
        return wrap(base);
      default:
        return this.report('OR4006', tree.span, { got: typeToString(operand), facts: { name: '[ ]' } });
    }
  }

  private unary(tree: Of<'unary'>, here: Here): Type {
    if (tree.op === '!') {
      this.condition(tree.operand, here);
      return BOOL;
    }
    const type = this.type(tree.operand, here);
    if (['int', 'double', 'decimal', 'duration', 'dyn', 'error'].includes(type.kind)) return type;
    return this.report('OR4006', tree.span, { got: typeToString(type), facts: { name: '-' } });
  }

  private binary(tree: Of<'binary'>, here: Here): Type {
    const { op } = tree;
    if (op === '&&' || op === '||') {
      this.condition(tree.left, here);
      this.condition(tree.right, this.after(tree.left, op === '&&', here));
      return BOOL;
    }
    const left = this.type(tree.left, here);
    const right = this.type(tree.right, here);
    const declared = [this.declaredAs(tree.left, left), this.declaredAs(tree.right, right)] as const;
    const refuse = () =>
      this.report('OR4006', tree.span, {
        got: `${typeToString(left)} and ${typeToString(right)}`,
        facts: { name: op },
      });
    switch (op) {
      case '==':
      case '!=':
        if (!comparable(...declared)) return refuse();
        this.outsideValues([declared[0], tree.right], [declared[1], tree.left]);
        return BOOL;
      case '<':
      case '<=':
      case '>':
      case '>=':
        return comparable(...asTimes(left, right)) && isOrdered(left) && isOrdered(right) ? BOOL : refuse();
      case 'in':
        if (!this.membership(...declared)) return refuse();
        if (tree.right.kind === 'list')
          for (const item of tree.right.items) this.outsideValues([declared[0], item.value]);
        return BOOL;
      default:
        if (left.kind === 'error') return left;
        return right.kind === 'error' ? right : (arithmetic(op, ...asTimes(left, right)) ?? refuse());
    }
  }

  private membership(left: Type, right: Type): boolean {
    if (right.kind === 'union') return right.of.every((part) => this.membership(left, part));
    if (right.kind === 'list') return comparable(left, right.item);
    if (right.kind === 'map') return comparable(left, right.key ?? STRING);
    if (right.kind === 'record') return comparable(left, STRING);
    return right.kind === 'dyn' || right.kind === 'error';
  }

  /** Comparing with a value that can never be is usually a spelling mistake. */
  private outsideValues(...sides: readonly (readonly [Type, Tree])[]): void {
    for (const [side, literal] of sides) {
      const values = valuesOf(side);
      if (
        values === null ||
        literal.kind !== 'literal' ||
        (typeof literal.value !== 'string' && typeof literal.value !== 'number') ||
        values.includes(literal.value)
      )
        continue;
      const texts = values.filter((value) => typeof value === 'string');
      const close = typeof literal.value === 'string' ? closestName(literal.value, texts) : undefined;
      this.report('OR4011', literal.span, {
        got: String(literal.value),
        expected: values.map((value) => JSON.stringify(value)).join(', '),
        ...(close === undefined ? {} : { did_you_mean: close }),
      });
    }
  }

  /** The type of an item of a literal; `?` before it takes what may be absent. */
  private element(tree: Tree, optional: boolean, here: Here): Type {
    const type = this.type(tree, here);
    if (!optional || type.kind === 'error' || type.kind === 'dyn') return type;
    if (type.kind === 'optional') return type.of;
    this.mismatch(tree, type, { kind: 'optional', of: DYN });
    return ERROR;
  }

  private map(tree: Of<'map'>, here: Here): Type {
    const fields: Record<string, { type: Type; optional: boolean }> = {};
    let named = tree.entries.length > 0;
    const keys: Type[] = [];
    const values: Type[] = [];
    for (const { key, value, optional } of tree.entries) {
      const keyType = this.type(key, here);
      if (!isKeyType(keyType)) this.mismatch(key, keyType, { kind: 'union', of: [STRING, INT, BOOL] });
      const type = this.element(value, optional, here);
      keys.push(keyType);
      values.push(type);
      if (key.kind === 'literal' && typeof key.value === 'string')
        Object.defineProperty(fields, key.value, { value: { type, optional }, enumerable: true, configurable: true });
      else named = false;
    }
    return named
      ? { kind: 'record', fields, open: false, literal: true }
      : mapOf(unionOf(values, ERROR), unionOf(keys, ERROR));
  }

  /** Binds names for a part; what was known of an outer value of that name is not true of them. */
  binding(here: Here, bound: Readonly<Record<string, Type>>, facts: Facts = here.facts): Here {
    return {
      names: { ...here.names, ...bound },
      facts: Object.keys(bound).reduce((known, name) => forget(known, [name]), facts),
    };
  }
}

function isKeyType(type: Type): boolean {
  if (type.kind === 'union') return type.of.every(isKeyType);
  return ['string', 'int', 'double', 'bool', 'dyn', 'error'].includes(type.kind);
}

import type { Tree } from '../syntax/tree.ts';
import { bothHold, eitherHolds, type Facts, factAt, type Known, NO_FACTS, type Path, type Scalar } from './facts.ts';
import { hasOf } from './macros.ts';
import { dottedName, TYPE_NAMES } from './names.ts';
import { pathOf, plainPathOf } from './paths.ts';

/** Names bound around a condition: they hide the names of types. */
type Locals = Readonly<Record<string, unknown>>;
/** What was found already, when true and when false: a long chain of conditions asks for its beginning again and again. */
export type Implied = Map<Tree, readonly [Facts | undefined, Facts | undefined]>;
type Judge = (part: Tree, truth: boolean) => Facts;
type Of<K extends Tree['kind']> = Extract<Tree, { kind: K }>;

/**
 * What a condition tells about the values it reads when it comes out `truth`: that a field is there, that it is null or
 * not, which values and types it can have. It tells only what is sure: `false && x` is false whatever `x` is.
 *
 * @example impliedBy(parse('has(input.note) && input.note != ""').tree, true) // input.note is there, and is not ""
 */
export function impliedBy(condition: Tree, truth: boolean, locals: Locals = {}, known: Implied = new Map()): Facts {
  const [ifTrue, ifFalse] = known.get(condition) ?? [];
  const found = truth ? ifTrue : ifFalse;
  if (found !== undefined) return found;
  const facts = judge(condition, truth, (part, outcome) => impliedBy(part, outcome, locals, known), locals);
  known.set(condition, truth ? [facts, known.get(condition)?.[1]] : [known.get(condition)?.[0], facts]);
  return facts;
}

function judge(condition: Tree, truth: boolean, implied: Judge, locals: Locals): Facts {
  switch (condition.kind) {
    case 'unary':
      return condition.op === '!' ? implied(condition.operand, !truth) : NO_FACTS;
    case 'binary':
      return ofBinary(condition, truth, implied, locals);
    case 'conditional': {
      const { test, then, otherwise } = condition;
      const one = (tested: boolean, part: Tree) => bothHold(implied(test, tested), implied(part, truth));
      if (isLiteral(then, !truth)) return one(false, otherwise);
      if (isLiteral(otherwise, !truth)) return one(true, then);
      return eitherHolds(one(true, then), one(false, otherwise));
    }
    case 'ident':
    case 'select':
    case 'index':
      return oneOf(condition, [truth], true);
    case 'call':
      return ofCall(condition, truth);
    default:
      return NO_FACTS;
  }
}

function ofBinary({ op, left, right }: Of<'binary'>, truth: boolean, implied: Judge, locals: Locals): Facts {
  switch (op) {
    case '&&':
    case '||': {
      // One false part makes `&&` false even if the other fails, so nothing is known of both then.
      const join = truth === (op === '&&') ? bothHold : eitherHolds;
      return join(implied(left, truth), implied(right, truth));
    }
    case '==':
    case '!=': {
      const equal = truth === (op === '==');
      return bothHold(compared(left, right, equal, locals), compared(right, left, equal, locals));
    }
    case 'in':
      return right.kind === 'list' ? amongValues(left, right, truth) : amongKeys(left, right, truth);
    default:
      return NO_FACTS;
  }
}

function ofCall(call: Of<'call'>, truth: boolean): Facts {
  const has = hasOf(call);
  if (has !== null) return there(has, truth, plainPathOf(has.operand) !== null);
  if (call.name === 'hasValue' && call.args.length === 0 && call.target !== null)
    return isOptional(call.target) ? there(call.target, truth, false) : NO_FACTS;
  return oneOf(call, [truth], true);
}

/** That the end of a chain is there, or is not. `read`: its way was read either way. */
function there(tree: Tree, present: boolean, read: boolean): Facts {
  const path = pathOf(tree);
  return path === null ? NO_FACTS : factAt(path, { present }, present || read);
}

/** One side of an equation, the other being written out. */
function compared(side: Tree, other: Tree, equal: boolean, locals: Locals): Facts {
  const value = scalarOf(other);
  if (value !== undefined) return oneOf(side, [value], equal);
  const asked = side.kind === 'call' && side.target === null && side.name === 'type' ? side.args[0] : undefined;
  const path = asked === undefined ? null : plainPathOf(asked);
  const name = dottedName(other);
  if (path === null || name === null || !TYPE_NAMES.includes(name)) return NO_FACTS;
  if (Object.hasOwn(locals, name.split('.')[0] as string)) return NO_FACTS;
  return factAt(path, { present: true, ...(equal ? { types: [name] } : { notTypes: [name] }) }, true);
}

/** What is known when a value is among some that are written out, or is not. */
function oneOf(side: Tree, values: readonly Scalar[], among: boolean): Facts {
  const known: Known = among ? { values } : { not: values };
  const path = plainPathOf(side);
  if (path !== null) return factAt(path, { present: true, ...known }, true);
  const fallback = withDefault(side);
  if (fallback === null) return NO_FACTS;
  // Had the field been absent, the default would have given the other answer.
  const present = values.includes(fallback.value) !== among;
  return factAt(fallback.path, present ? { present, ...known } : known, present);
}

/** `a.?b.orValue("x")`, its default written out. */
function withDefault(tree: Tree): { path: Path; value: Scalar } | null {
  if (tree.kind !== 'call' || tree.name !== 'orValue' || tree.target === null || !isOptional(tree.target)) return null;
  const [only] = tree.args;
  const value = only === undefined ? undefined : scalarOf(only);
  const path = pathOf(tree.target);
  return path === null || value === undefined ? null : { path, value };
}

function amongValues(left: Tree, list: Of<'list'>, truth: boolean): Facts {
  const values = list.items.map((item) => (item.optional ? undefined : scalarOf(item.value)));
  return values.every((value) => value !== undefined) ? oneOf(left, values, truth) : NO_FACTS;
}

/** `"name" in input.customer` asks as `has` does. */
function amongKeys(left: Tree, right: Tree, truth: boolean): Facts {
  const key = scalarOf(left);
  const path = plainPathOf(right);
  return path === null || typeof key !== 'string' ? NO_FACTS : factAt([...path, key], { present: truth }, true);
}

function isOptional(tree: Tree): boolean {
  if (tree.kind !== 'select' && tree.kind !== 'index') return false;
  return tree.optional || isOptional(tree.operand);
}

function isLiteral(tree: Tree, value: boolean): boolean {
  return tree.kind === 'literal' && tree.value === value;
}

function scalarOf(tree: Tree): Scalar | undefined {
  if (tree.kind === 'literal') return tree.value;
  const negative = tree.kind === 'unary' && tree.op === '-' ? scalarOf(tree.operand) : undefined;
  return typeof negative === 'number' ? -negative : undefined;
}

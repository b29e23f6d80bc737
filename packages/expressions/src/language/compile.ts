import { assertNever } from '@omniroute/errors';
import type { Code, Operation } from '../run/code.ts';
import type { Tree } from '../syntax/tree.ts';
import type { Type } from '../types/type.ts';
import { type TypeEnv, typesOf } from './check.ts';
import { bindOf, comprehensionOf, hasOf, namespaceOf, optMapOf } from './macros.ts';
import { wholeName } from './names.ts';

/** Names bound inside an expression, each with its slot; what the checker knows of the rest. */
interface Names {
  readonly slots: Readonly<Record<string, number>>;
  readonly next: number;
  readonly env: TypeEnv;
  /** Asked only where a number's kind decides; most expressions are compiled without being checked again. */
  typeOf(tree: Tree): Type | undefined;
}

const ANYTHING: TypeEnv = { roots: {} };

/**
 * Compiles a checked tree to its JSON form. The environment tells which numbers are whole: those stay exact or are an
 * error; without it only literals are known to be. A part that could not be read compiles to null; such a service is never run.
 */
export function compile(tree: Tree, env: TypeEnv = ANYTHING): Code {
  let types: ReadonlyMap<Tree, Type> | null = null;
  const typeOf = (part: Tree) => {
    types ??= typesOf(tree, env);
    return types.get(part);
  };
  return emit(tree, { slots: Object.create(null) as Record<string, number>, next: 0, env, typeOf });
}

function emit(tree: Tree, names: Names): Code {
  const [a, b] = tree.span;
  const sub = (child: Tree) => emit(child, names);
  switch (tree.kind) {
    case 'literal':
      return ['lit', a, b, tree.value];
    case 'bytes':
      return ['bytes', a, b, tree.value];
    case 'ident': {
      const slot = names.slots[tree.name];
      if (slot !== undefined) return ['var', a, b, slot];
      return wholeName(tree, names.env.roots, names.slots)?.kind === 'type'
        ? ['type', a, b, tree.name]
        : ['root', a, b, tree.name];
    }
    case 'select': {
      const whole = wholeName(tree, names.env.roots, names.slots);
      if (whole !== null) return [whole.kind, a, b, whole.name];
      return [tree.optional ? 'opt' : 'get', a, b, sub(tree.operand), tree.field];
    }
    case 'index':
      return [tree.optional ? 'optat' : 'at', a, b, sub(tree.operand), sub(tree.index)];
    case 'unary':
      return [tree.op === '!' ? 'not' : 'neg', a, b, sub(tree.operand)];
    case 'binary':
      if (tree.op === '&&' || tree.op === '||')
        return [tree.op === '&&' ? 'and' : 'or', a, b, sub(tree.left), sub(tree.right)];
      return ['bin', a, b, operation(tree, names), sub(tree.left), sub(tree.right)];
    case 'conditional':
      return ['if', a, b, sub(tree.test), sub(tree.then), sub(tree.otherwise)];
    case 'list':
      return ['list', a, b, tree.items.map((item) => [sub(item.value), item.optional ? 1 : 0] as const)];
    case 'map':
      return [
        'map',
        a,
        b,
        tree.entries.map((entry) => [sub(entry.key), sub(entry.value), entry.optional ? 1 : 0] as const),
      ];
    case 'call':
      return call(tree, names);
    case 'missing':
      return ['lit', a, b, null];
    default:
      return assertNever(tree);
  }
}

function call(tree: Extract<Tree, { kind: 'call' }>, names: Names): Code {
  const [a, b] = tree.span;
  const sub = (child: Tree) => emit(child, names);
  const bind = (...bound: (string | null)[]): { names: Names; slots: number[] } => {
    let next = names.next;
    const slots: Record<string, number> = Object.assign(Object.create(null), names.slots);
    const given = bound.map((name) => {
      if (name === null) return -1;
      slots[name] = next;
      next += 1;
      return next - 1;
    });
    return { names: { ...names, slots, next }, slots: given };
  };
  const has = hasOf(tree);
  if (has !== null) return ['has', a, b, sub(has.operand), has.field];
  const let_ = bindOf(tree);
  if (let_ !== null) {
    const inner = bind(let_.name);
    return ['bind', a, b, inner.slots[0] as number, sub(let_.value), emit(let_.body, inner.names)];
  }
  const optMap = optMapOf(tree);
  if (optMap !== null) {
    const inner = bind(optMap.name);
    return [
      'optmap',
      a,
      b,
      inner.slots[0] as number,
      sub(optMap.range),
      emit(optMap.body, inner.names),
      optMap.flat ? 1 : 0,
    ];
  }
  const loop = comprehensionOf(tree);
  if (loop !== null) {
    const inner = bind(loop.key, loop.value);
    const [key, value] = inner.slots as [number, number];
    const condition = loop.condition === null ? null : emit(loop.condition, inner.names);
    return ['loop', a, b, loop.loop, sub(loop.range), key, value, condition, emit(loop.body, inner.names)];
  }
  const namespace = namespaceOf(tree, names.slots);
  if (namespace !== null) return ['call', a, b, 'global', `${namespace}.${tree.name}`, tree.args.map(sub)];
  const [only] = tree.args;
  if (tree.target === null && tree.name === 'type' && only !== undefined && names.typeOf(only)?.kind === 'double')
    return ['isdouble', a, b, sub(only)];
  if (tree.target === null) return ['call', a, b, 'global', tree.name, tree.args.map(sub)];
  return ['call', a, b, 'member', tree.name, [tree.target, ...tree.args].map(sub)];
}

/** The operator for these operands: whole numbers have one that stays exact. */
function operation({ op, left, right }: Extract<Tree, { kind: 'binary' }>, { typeOf }: Names): Operation {
  if (op === '&&' || op === '||') throw new Error('&& and || are no operations on values');
  if (op !== '+' && op !== '-' && op !== '*' && op !== '/') return op;
  return typeOf(left)?.kind === 'int' && typeOf(right)?.kind === 'int' ? `${op}i` : op;
}

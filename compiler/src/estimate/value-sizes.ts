import type { Code } from '@omniroute/expressions';
import type { Keep, Mapping, Plan, PlanNode } from '@omniroute/plan';
import { canonicalJson, formatPointer, getPointer, isObject, type Json, parsePointer } from '@omniroute/primitives';
import { declaredSize, schemaSize } from '../sizes/schema-size.ts';

/** Characters of a value at least and at most. */
export type Span = readonly [least: number, most: number];

const DEEPEST = 12;
const SWITCH: Span = [4, 5];
const NUMBER: Span = [1, 25];
/** Ids, names and addresses that the run itself gives. */
const OWN_NAME: Span = [2, 400];
const COMPARING: readonly string[] = ['==', '!=', '<', '<=', '>', '>=', 'in'];

/** Sizes of the values of a plan, from the schemas they conform to. */
export class ValueSizes {
  private readonly plan: Plan;
  private readonly nodes: ReadonlyMap<string, PlanNode>;
  private readonly anything: Span;
  private readonly cap: number;

  /** `largest` is what a value counts of which nothing says how large it is. */
  constructor(plan: Plan, largest: number) {
    this.plan = plan;
    this.nodes = new Map(plan.nodes.map((node) => [node.id, node]));
    this.anything = [1, largest];
    this.cap = plan.limits.payload_bytes;
  }

  /** The value of a mapping, or a part of it. */
  mapping({ value, holes }: Mapping, path: readonly string[] = [], depth = 0): Span {
    const at = formatPointer(path);
    const around = holes.find(([pointer]) => at === pointer || at.startsWith(`${pointer}/`));
    if (around !== undefined) {
      const [pointer, expr] = around;
      return this.expr(expr, path.slice(parsePointer(pointer).length), depth);
    }
    const part = getPointer(value, at);
    if (part === undefined) return [4, 4];
    let [least, most] = [canonicalJson(part as Json).length, canonicalJson(part as Json).length];
    for (const [pointer, expr] of holes) {
      if (at !== '' && !pointer.startsWith(`${at}/`)) continue;
      const [few, many] = this.expr(expr, [], depth);
      const placeholder = canonicalJson((getPointer(value, pointer) ?? null) as Json).length;
      least += few - placeholder;
      most += many - placeholder;
    }
    return this.bounded([least, most]);
  }

  /** What a step gives, or a part of it. */
  output(node: PlanNode, path: readonly string[] = [], depth = 0): Span {
    if (node.continue !== null || node.disabled || depth > DEEPEST) return this.anything;
    if (node.op === 'set' && node.value !== null) return this.mapping(node.value, path, depth + 1);
    if (node.op !== 'act' || node.output === null) return this.anything;
    return this.ofSchema(keptSchema(this.plan.types[node.output], node.keep), path);
  }

  /** What conforms to a type of the plan. */
  type(type: number | null): Span {
    return type === null ? this.anything : this.ofSchema(this.plan.types[type], []);
  }

  private expr(at: number, path: readonly string[], depth: number): Span {
    const code = this.plan.exprs[at]?.code;
    return code === undefined || depth > DEEPEST ? this.anything : this.code(code, path, depth + 1);
  }

  private code(code: Code, path: readonly string[], depth: number): Span {
    switch (code[0]) {
      case 'lit': {
        const size = canonicalJson(code[3]).length;
        return [size, size];
      }
      case 'root':
        return this.root(code[3], path, depth);
      case 'get':
      case 'opt':
        return this.code(code[3], [code[4], ...path], depth);
      case 'at':
      case 'optat':
        return this.code(code[3], [code[4][0] === 'lit' ? String(code[4][3]) : '*', ...path], depth);
      case 'has':
      case 'not':
      case 'and':
      case 'or':
      case 'isdouble':
        return SWITCH;
      case 'neg':
        return NUMBER;
      case 'bin':
        return this.operation(code[3], code[4], code[5], depth);
      case 'if':
        return either(this.code(code[4], path, depth), this.code(code[5], path, depth));
      case 'text':
        return this.bounded(code[3].reduce<Span>((sum, part) => plus(sum, this.inText(part, depth)), [2, 2]));
      default:
        return this.anything;
    }
  }

  private operation(op: string, left: Code, right: Code, depth: number): Span {
    if (COMPARING.includes(op)) return SWITCH;
    if (!op.startsWith('+')) return NUMBER;
    const [, most] = plus(this.code(left, [], depth), this.code(right, [], depth));
    return this.bounded([1, Math.max(most, NUMBER[1])]);
  }

  /** As part of a text a value has no quotes of its own, and what was escaped is escaped again. */
  private inText(part: Code, depth: number): Span {
    const [least, most] = this.code(part, [], depth);
    return part[0] === 'lit' ? [least - 2, most - 2] : [Math.max(0, least - 2), most];
  }

  private root(name: string, path: readonly string[], depth: number): Span {
    const { input, slots, types } = this.plan;
    // With several services in one plan a name alone does not say whose it is.
    if ((this.plan.services ?? []).length > 0) return this.anything;
    if (name === 'input') return input === null ? this.anything : this.ofSchema(types[input], path);
    const [first, ...rest] = path;
    if (name === 'vars') {
      const slot = slots.find((each) => each.name === first);
      return slot === undefined ? this.anything : this.ofSchema(types[slot.type], rest);
    }
    if (name === 'nodes') {
      const node = this.nodes.get(first ?? '');
      return node === undefined ? this.anything : this.output(node, rest, depth + 1);
    }
    return ['run', 'tenant', 'service', 'trigger', 'callback', 'compensation'].includes(name)
      ? OWN_NAME
      : this.anything;
  }

  private ofSchema(schema: unknown, path: readonly string[]): Span {
    const part = partOf(schema, path);
    const { least, most } = schemaSize(part);
    return this.bounded([path.length === 0 ? least : 1, most ?? Math.max(this.anything[1], declaredSize(part))]);
  }

  private bounded([least, most]: Span): Span {
    return [Math.min(least, this.cap), Math.min(most, this.cap)];
  }
}

/** The schema of what is kept of a value. What is neither a list nor an object is kept whole. */
function keptSchema(schema: unknown, keep: Keep): unknown {
  if (keep === null || !isObject(schema)) return schema;
  const { fields = {}, each } = keep;
  if (schema.type === 'array')
    return each === undefined
      ? { ...schema, minItems: 0, maxItems: 0 }
      : { ...schema, items: keptSchema(schema.items, each) };
  if (schema.type !== 'object') return { anyOf: [schema, { type: 'object', maxProperties: 0 }] };
  const properties = isObject(schema.properties) ? schema.properties : {};
  const rest = schema.additionalProperties ?? true;
  const kept = Object.entries({ ...properties, ...fields }).flatMap(([name]) => {
    const of = Object.hasOwn(fields, name) ? fields[name] : each;
    if (of === undefined || (!Object.hasOwn(properties, name) && rest === false)) return [];
    return [[name, keptSchema(Object.hasOwn(properties, name) ? properties[name] : rest, of)]];
  });
  const { required: _, ...others } = schema;
  return { ...others, properties: Object.fromEntries(kept), additionalProperties: each === undefined ? false : rest };
}

/** The schema of a part; `true` where nothing is said about it. */
function partOf(schema: unknown, path: readonly string[]): unknown {
  let at: unknown = schema;
  for (const name of path) {
    if (!isObject(at)) return true;
    const properties = isObject(at.properties) ? at.properties : {};
    at = Object.hasOwn(properties, name) ? properties[name] : (at.items ?? true);
  }
  return at;
}

function plus([a, b]: Span, [c, d]: Span): Span {
  return [a + c, b + d];
}

function either([a, b]: Span, [c, d]: Span): Span {
  return [Math.min(a, c), Math.max(b, d)];
}

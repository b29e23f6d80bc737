import type { Code } from '@omniroute/expressions';
import type { EachOp, Plan, PlanNode, ScopeOp, WhileOp } from '@omniroute/plan';
import { isObject } from '@omniroute/primitives';
import type { Reason } from './cost.ts';

/** How often a container turns in one visit, how many turns run at once, and why nothing bounds them. */
export interface Turns {
  readonly least: number;
  readonly most: number;
  readonly atOnce: number;
  readonly why: Reason | null;
}

const ENDLESS = Number.POSITIVE_INFINITY;

/** Turns of a container, as far as its settings and the schema of its list say. */
export function turnsOf(plan: Plan, node: EachOp | WhileOp | ScopeOp): Turns {
  if (node.op === 'scope') return { least: 1, most: 1, atOnce: 1, why: null };
  const limit = node.max_iterations ?? ENDLESS;
  if (node.op === 'while') {
    const times = node.times?.holes.length === 0 ? Number(node.times.value) : null;
    const why = {
      node: node.id,
      because:
        times === null && node.times !== null
          ? 'how often it turns is worked out in the run'
          : 'it turns as long as its condition holds',
    };
    return { least: times ?? 0, most: Math.min(times ?? ENDLESS, limit), atOnce: 1, why };
  }
  const [least, most] = itemsOf(plan, node);
  const batches = (items: number) => (node.batch === null ? items : Math.ceil(items / node.batch));
  const why = { node: node.id, because: 'nothing says how long its list is at most' };
  return { least: batches(least), most: Math.min(batches(most), limit), atOnce: node.concurrency, why };
}

/** Items of the list: written out, or as its schema says. */
function itemsOf(plan: Plan, { items }: EachOp): readonly [least: number, most: number] {
  const whole = items.holes.find(([pointer]) => pointer === '');
  if (whole === undefined) return Array.isArray(items.value) ? [items.value.length, items.value.length] : [0, ENDLESS];
  const schema = schemaOf(plan, plan.exprs[whole[1]]?.code);
  if (!isObject(schema)) return [0, ENDLESS];
  const { minItems, maxItems } = schema;
  return [typeof minItems === 'number' ? minItems : 0, typeof maxItems === 'number' ? maxItems : ENDLESS];
}

/** The schema of what an expression reads, where it only reads; null where that cannot be said. */
function schemaOf(plan: Plan, code: Code | undefined): unknown {
  const path: string[] = [];
  let at = code;
  while (at?.[0] === 'get') {
    path.unshift(at[4]);
    at = at[3];
  }
  // With several services in one plan a name alone does not say whose it is.
  if (at?.[0] !== 'root' || (plan.services ?? []).length > 0) return null;
  const found = rootOf(plan, at[3], path);
  return found === null ? null : found.path.reduce<unknown>(partOf, plan.types[found.type]);
}

function rootOf(plan: Plan, root: string, [first, ...rest]: readonly string[]) {
  if (root === 'input')
    return plan.input === null ? null : { type: plan.input, path: first === undefined ? [] : [first, ...rest] };
  if (root === 'vars') {
    const slot = plan.slots.find(({ name }) => name === first);
    return slot === undefined ? null : { type: slot.type, path: rest };
  }
  const node: PlanNode | undefined = root === 'nodes' ? plan.nodes.find(({ id }) => id === first) : undefined;
  if (node?.op !== 'act' || node.output === null || node.continue !== null || node.disabled) return null;
  return { type: node.output, path: rest };
}

function partOf(schema: unknown, name: string): unknown {
  if (!isObject(schema) || !isObject(schema.properties) || !Object.hasOwn(schema.properties, name)) return null;
  return schema.properties[name];
}

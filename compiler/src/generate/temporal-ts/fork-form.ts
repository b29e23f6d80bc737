import type { PlanNode } from '@omniroute/plan';
import { usualExits } from './errors-in-scope.ts';
import type { Project } from './project.ts';
import { refuse } from './refusal.ts';

/** How the branches of a fork meet. */
export type ForkForm =
  /** They do not: each ends on its own. */
  | { readonly form: 'loose' }
  /** In one place. `mayEnd`: it may be that none comes. */
  | { readonly form: 'meet'; readonly join: number; readonly mayEnd: boolean }
  /** In several, each of which waits for all connections into it. */
  | { readonly form: 'graph' };

/** Steps that take time, or run others. */
const SLOW: readonly PlanNode['op'][] = ['act', 'wait', 'task', 'each', 'while', 'scope', 'call', 'fork'];

export function forkForm(project: Project, index: number): ForkForm {
  const { fork } = project.node(index);
  const [join, ...more] = fork?.joins ?? [];
  if (fork === null || fork.flat) return refuse('branches inside a graph are written with it');
  if (join === undefined) return { form: 'loose' };
  const gathers = fork.joins.map((each) => project.node(each).gather);
  if (gathers.every((gather) => gather?.by === 'edges')) return { form: 'graph' };
  const [gather] = gathers;
  if (more.length > 0 || gather?.by !== 'branches' || !gather.closes)
    return refuse('its branches meet in several places one after the other');
  const inside = stepsOf(project, index, join);
  const past = [...inside].find((each) => !gather.reach.includes(each) && SLOW.includes(project.node(each).op));
  if (past !== undefined)
    return refuse(`its branch goes on by itself with "${project.node(past).id}", past where the others are awaited`);
  const node = project.node(join);
  const ignores = node.op === 'join' && node.on_branch_error === 'ignore';
  const first = node.op === 'join' && node.mode !== 'all';
  return { form: 'meet', join, mayEnd: !first && (ignores || mayEnd(project, index, join, inside)) };
}

/** Steps between a fork and where its branches meet. */
export function stepsOf(
  project: Project,
  index: number,
  join: number | null,
  from = exitsOf(project.node(index)),
): ReadonlySet<number> {
  const inside = new Set<number>();
  const waiting = from.flatMap((next) => next ?? []);
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (at === join || inside.has(at)) continue;
    inside.add(at);
    waiting.push(...exitsOf(project.node(at)).flatMap((next) => next ?? []));
  }
  return inside;
}

/** Every step that a step leads to. */
export function exitsOf(node: PlanNode): readonly (number | null)[] {
  const late = 'timeout' in node && node.timeout?.routed === true ? [node.timeout.next] : [];
  return [...usualExits(node), ...node.errors.map(({ next }) => next), ...late];
}

function mayEnd(project: Project, index: number, join: number, inside: ReadonlySet<number>): boolean {
  const arrives = (next: number | null) => next === join || (next !== null && inside.has(next));
  if (exitsOf(project.node(index)).some((next) => !arrives(next))) return true;
  return [...inside].some((each) => {
    const node = project.node(each);
    if (node.op === 'end') return !node.terminate;
    return node.fork === null && exitsOf(node).some((next) => !arrives(next));
  });
}

/** A graph in which every step waits for all that leads to it. */
export interface AndGraphForm {
  /** Its steps in order, each with those that it waits for. */
  readonly parts: readonly { readonly index: number; readonly after: readonly number[] }[];
  /** The step behind which everything has come together. */
  readonly last: number | null;
}

export function andGraph(project: Project, index: number): AndGraphForm {
  const { fork } = project.node(index);
  const last = (fork?.joins ?? []).find((each) => project.node(each).gather?.closes === true) ?? null;
  const inside = [...stepsOf(project, index, last)].sort((a, b) => a - b);
  const isFlat = (each: number) => project.node(each).fork !== null;
  const before = (each: number): readonly number[] =>
    inside
      .filter((other) => usualExits(project.node(other)).includes(each))
      .flatMap((other) => (isFlat(other) ? before(other) : [other]));
  const parts = inside
    .filter((each) => !isFlat(each))
    .map((each) => ({ index: each, after: [...new Set(before(each))] }));
  if (parts.some(({ index: each }) => project.node(each).errors.length > 0))
    return refuse('a graph of branches in which steps fail on ways of their own');
  return { parts: parts.sort((a, b) => depthOf(parts, a.index) - depthOf(parts, b.index)), last };
}

function depthOf(
  parts: readonly { readonly index: number; readonly after: readonly number[] }[],
  index: number,
): number {
  const part = parts.find((each) => each.index === index);
  return part === undefined || part.after.length === 0
    ? 0
    : 1 + Math.max(...part.after.map((each) => depthOf(parts, each)));
}

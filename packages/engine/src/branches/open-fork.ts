import type { Next, PlanNode } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { emptyPlace } from '../create-state.ts';
import { countOpen } from '../run/places.ts';
import { reachOf } from '../run/plan-facts.ts';
import type { Run } from '../run/run.ts';
import type { Branch, OpenFork, Token } from '../state.ts';
import { counted, gatherAt } from './exits.ts';

/** An exit of a split that is taken: its index there, its port, and where it leads. */
export interface Exit {
  readonly index: number;
  readonly port: string;
  readonly next: Next;
}

/** Ends the visit of a split and starts a token for each exit taken, in branches of their own unless the split is flat. */
export function leaveBy(
  run: Run,
  token: Token,
  node: PlanNode,
  exits: readonly Exit[],
  output: Json | undefined,
): void {
  for (const { port, next } of exits) {
    const limit = run.turn(token, node, port, next);
    if (limit !== null) return run.fail(token, node, limit);
  }
  const port = node.op === 'fork' ? 'out' : (exits[0]?.port ?? 'out');
  const { frame, branch, error, node: split } = token;
  run.complete(token, node, { port, next: null, output, counted: true });
  const own = { frame, branch, error };
  // A split that is not connected opens nothing that could be over one day.
  if (node.fork === null || node.fork.flat || exits.length === 0) {
    for (const { next } of exits) run.spawn(next, own);
    return;
  }
  const fork = openFork(run, split, own);
  const opened = exits.map((exit) => openBranch(run, fork, exit));
  // Every branch is there before the first token moves: a gather must know whom to wait for.
  for (const [at, { id }] of opened.entries())
    if (run.spawn(exits[at]?.next ?? null, { frame, branch: id, error }) === null)
      run.checks.push({ look: 'branch', branch: id });
}

function openFork(run: Run, node: number, at: Pick<Token, 'frame' | 'branch' | 'error'>): OpenFork {
  const { state } = run;
  state.counters.fork += 1;
  const fork: OpenFork = {
    id: state.counters.fork,
    node,
    frame: at.frame,
    around: at.branch,
    error: at.error,
    branches: [],
    gathers: (run.node(node).fork?.joins ?? []).map(() => ({
      arrived: [],
      names: [],
      count: 0,
      coming: 0,
      needed: null,
      stage: 'open',
    })),
    open: 0,
    rollbacks: {},
  };
  state.forks[fork.id] = fork;
  countOpen(state, at, 1).forks[fork.id] = true;
  return fork;
}

function openBranch(run: Run, fork: OpenFork, { index, next }: Exit): Branch {
  const branch = addBranch(run, fork, [index], []);
  for (const position of fork.gathers.keys()) awaitBranch(run, fork, branch, position, next);
  return branch;
}

/** A new branch of a fork. */
export function addBranch(run: Run, fork: OpenFork, of: readonly number[], through: readonly number[]): Branch {
  const { state } = run;
  state.counters.branch += 1;
  const branch: Branch = {
    id: state.counters.branch,
    fork: fork.id,
    of,
    through: [...through],
    past: [...through],
    before: { outputs: {}, slots: {} },
    ...emptyPlace(),
  };
  state.branches[branch.id] = branch;
  fork.branches.push(branch.id);
  return branch;
}

/** A gather waits for a branch that begins at a node from which it can be reached. */
export function awaitBranch(run: Run, fork: OpenFork, branch: Branch, position: number, begins: Next): void {
  const gathering = fork.gathers[position];
  const { gather, index } = gatherAt(run.plan.nodes, fork, position);
  if (gathering === undefined || gather.by !== 'branches' || branch.past.includes(position)) return;
  const comes = begins !== null && (begins === index || reachOf(gather).has(begins));
  if (comes) gathering.coming += counted(gather, branch.of);
  else branch.past.push(position);
}

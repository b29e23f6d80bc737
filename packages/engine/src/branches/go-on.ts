import type { RunError } from '@omniroute/errors';
import { placeOf } from '../run/places.ts';
import type { Run } from '../run/run.ts';
import type { Branch, Failure, OpenFork, Rollback, Token } from '../state.ts';
import { rollBack } from '../undo/roll-back.ts';
import { looksAgain } from './coming.ts';
import { counted, gatherAt } from './exits.ts';
import { handUp, keep } from './hand-up.ts';
import { addBranch, awaitBranch } from './open-fork.ts';
import { takeBack } from './take-back.ts';

/** Enough has come to a gather: what it no longer needs is cancelled and undone, then one token goes on. */
export function gathered(run: Run, fork: OpenFork, position: number, error: RunError | null): void {
  if (error !== null) return failGather(run, fork, position, { error, undone: false }, null);
  const { node } = gatherAt(run.plan.nodes, fork, position);
  const losers = node.op === 'join' && node.cancel_rest ? restOf(run, fork, position) : [];
  if (losers.length === 0) return goOn(run, fork, position);
  const then = { go: 'join', fork: fork.id, gather: position } as const;
  rollBack(run, { frame: fork.frame, error: null, undo: true, then }, losers);
  for (const branch of losers) takeBack(run, branch);
}

/** A gather fails as a node, its other branches cancelled; what they had done stays with whoever goes on. */
export function failGather(run: Run, fork: OpenFork, position: number, failure: Failure, failing: Branch | null): void {
  const gathering = fork.gathers[position];
  if (gathering !== undefined) gathering.stage = 'going';
  const rest = restOf(run, fork, position);
  const then = { go: 'join_fails', fork: fork.id, gather: position, failure } as const;
  rollBack(run, { frame: fork.frame, error: failure.error, undo: false, then }, rest);
  for (const branch of rest) if (branch !== failing) takeBack(run, branch);
}

/** Branches that a gather counts and that have not come to it, as far as something of them is open. */
function restOf(run: Run, fork: OpenFork, position: number): Branch[] {
  const { gather } = gatherAt(run.plan.nodes, fork, position);
  return fork.branches
    .map((id) => run.state.branches[id] as Branch)
    .filter(
      (branch) =>
        branch.open > 0 &&
        !branch.through.includes(position) &&
        (gather.by === 'edges' || counted(gather, branch.of) > 0),
    );
}

/** One token goes on from a gather. */
export function goOn(run: Run, fork: OpenFork, position: number): void {
  const { token, wrong, came } = behind(run, fork, position);
  const { node } = token;
  if (wrong !== null) failNow(run, token, { error: wrong, undone: false });
  lookAtThoseThatCame(run, fork, node, came);
}

/** What was cancelled for a gather that failed is settled: the node fails. */
export function gatherFails(run: Run, fork: OpenFork, position: number, failure: Failure, rollback: Rollback): void {
  const { token, came } = behind(run, fork, position);
  const { node } = token;
  keep(run, rollback.kept, token);
  failNow(run, token, failure);
  lookAtThoseThatCame(run, fork, node, came);
}

/** Behind a gather that failed its error comes first: a branch around it that is over by now has nobody left to tell. */
function lookAtThoseThatCame(run: Run, fork: OpenFork, index: number, came: readonly Branch[]): void {
  for (const branch of came) looksAgain(run, branch.id, index, null);
  // Where none came (it failed before) the fork may be over all the same.
  const [first] = fork.branches;
  if (came.length === 0 && first !== undefined) run.checks.push({ look: 'branch', branch: first });
}

/** The visit begins and fails at once: the token is the last that became ready. */
function failNow(run: Run, token: Token, { error, undone }: Failure): void {
  run.state.ready.pop();
  const node = run.node(token.node);
  run.begin(token, node);
  run.fail(token, node, error, undefined, undone);
}

/** The token behind a gather: in the branch around the fork if the gather closes it, else in one made of those that came. */
function behind(
  run: Run,
  fork: OpenFork,
  position: number,
): { token: Token; wrong: RunError | null; came: readonly Branch[] } {
  const { state } = run;
  const gathering = fork.gathers[position];
  const { gather, index } = gatherAt(run.plan.nodes, fork, position);
  if (gathering === undefined) throw new Error(`Fork ${fork.id} has no gather ${position}`);
  gathering.stage = 'done';
  const came = inOrder(run, [...new Set(gathering.arrived)]);
  const to = gather.closes ? fork.around : mergedBranch(run, fork, position, came, index);
  const at = { frame: fork.frame, branch: to, error: fork.error };
  let wrong: RunError | null = null;
  const over = (id: number) => gather.closes && state.branches[id]?.open === 0;
  for (const branch of inOrder(
    run,
    fork.branches.filter((id) => gathering.arrived.includes(id) || over(id)),
  ))
    if (branch.id !== to) wrong = handUp(run, branch, at) ?? wrong;
  const token = run.spawn(index, at, { joined: gathering.names });
  if (token === null) throw new Error('A gather stands on a node');
  return { token, wrong, came };
}

export function inOrder(run: Run, ids: readonly number[]): Branch[] {
  return ids
    .map((id) => run.state.branches[id] as Branch)
    .sort((a, b) => (a.of[0] ?? 0) - (b.of[0] ?? 0) || a.id - b.id);
}

/** The branches that came, as one: later gathers count all of them. */
function mergedBranch(run: Run, fork: OpenFork, position: number, came: readonly Branch[], index: number): number {
  const { gather } = gatherAt(run.plan.nodes, fork, position);
  // A gather that failed before anything came stands for all that it counts.
  const exits = came.length === 0 && gather.by === 'branches' ? gather.branches : came.flatMap((branch) => branch.of);
  const of = [...new Set(exits)].sort((a, b) => a - b);
  const through = [...new Set([...came.flatMap((branch) => branch.through), position])];
  const branch = addBranch(run, fork, of, through);
  for (const { before } of came) {
    for (const [node, value] of Object.entries(before.outputs)) branch.before.outputs[node] ??= value;
    for (const [slot, value] of Object.entries(before.slots)) branch.before.slots[slot] ??= value;
  }
  for (const other of fork.gathers.keys()) awaitBranch(run, fork, branch, other, index);
  return branch.id;
}

/** A failed branch that its join does without: what had been cancelled with it is settled. */
export function branchDropped(run: Run, branch: Branch, rollback: Rollback): void {
  branch.settling = false;
  for (const entry of rollback.kept) branch.done.push(entry);
  looksAgain(run, branch.id, run.state.forks[branch.fork]?.node ?? 0, null);
}

/** A fork in which nothing is open any more: what is left of it goes to the place around. */
export function closeFork(run: Run, fork: OpenFork): RunError | null {
  const { state } = run;
  const around = { frame: fork.frame, branch: fork.around };
  let wrong: RunError | null = null;
  for (const branch of inOrder(run, fork.branches)) {
    wrong = handUp(run, branch, around) ?? wrong;
    delete state.branches[branch.id];
  }
  delete state.forks[fork.id];
  delete placeOf(state, around).forks[fork.id];
  return wrong;
}

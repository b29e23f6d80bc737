import { reachOf } from '../run/plan-facts.ts';
import type { Run } from '../run/run.ts';
import type { Branch, OpenFork, Place } from '../state.ts';
import { counted, gatherAt } from './exits.ts';
import { judge } from './judge.ts';

/**
 * A token went from one node to another, or is gone (`null`): branches around it that a gather may have stopped waiting
 * for are looked at again. What stays within reach of a gather changes nothing, so most moves cost nothing here.
 */
export function looksAgain(run: Run, branch: number, from: number, to: number | null): void {
  const { branches, forks } = run.state;
  let inner = true;
  for (let at: number | null = branch; at !== null; ) {
    const found = branches[at] as Branch;
    const fork = forks[found.fork] as OpenFork;
    if (to === null ? inner || fork.gathers.length > 0 : leavesReach(run, fork, from, to))
      run.checks.push({ look: 'branch', branch: at });
    inner = false;
    at = fork.around;
  }
}

function leavesReach(run: Run, fork: OpenFork, from: number, to: number): boolean {
  for (let position = 0; position < fork.gathers.length; position += 1) {
    const { gather } = gatherAt(run.plan.nodes, fork, position);
    if (gather.by !== 'branches') continue;
    const reach = reachOf(gather);
    if (reach.has(from) && !reach.has(to)) return true;
  }
  return false;
}

/** Gathers that a branch cannot arrive at any more stop waiting for it. */
export function lookAtComing(run: Run, fork: OpenFork, branch: Branch): void {
  for (const [position, gathering] of fork.gathers.entries()) {
    const { gather } = gatherAt(run.plan.nodes, fork, position);
    if (gather.by !== 'branches' || branch.past.includes(position)) continue;
    if (stillComing(run, fork, branch, position)) continue;
    branch.past.push(position);
    gathering.coming -= counted(gather, branch.of);
    judge(run, fork, position);
  }
}

/** Whether something of the branch stands where it can still reach the gather. */
function stillComing(run: Run, fork: OpenFork, branch: Branch, position: number): boolean {
  if (branch.settling) return true;
  const { gather } = gatherAt(run.plan.nodes, fork, position);
  if (gather.by !== 'branches') return false;
  const reach = reachOf(gather);
  for (const other of branch.through) {
    // Taken in by an earlier gather that has not gone on yet.
    if (fork.gathers[other]?.stage !== 'done' && reach.has(gatherAt(run.plan.nodes, fork, other).index)) return true;
  }
  return standsWithin(run, branch, reach);
}

function standsWithin(run: Run, place: Place, reach: ReadonlySet<number>): boolean {
  const { tokens, forks, branches } = run.state;
  for (const id of Object.keys(place.tokens)) if (reach.has(tokens[Number(id)]?.node ?? -1)) return true;
  for (const id of Object.keys(place.forks)) {
    const fork = forks[Number(id)] as OpenFork;
    for (const [position, { stage, arrived }] of fork.gathers.entries()) {
      const held = stage === 'going' || (stage === 'open' && arrived.length > 0);
      if (held && reach.has(gatherAt(run.plan.nodes, fork, position).index)) return true;
    }
    for (const branch of fork.branches) if (standsWithin(run, branches[branch] as Branch, reach)) return true;
  }
  return false;
}

import type { RunError } from '@omniroute/errors';
import type { Gather, PlanNode } from '@omniroute/plan';
import { branchesAround } from '../run/places.ts';
import type { Run } from '../run/run.ts';
import type { Branch, Gathering, OpenFork, Token } from '../state.ts';
import { counted, exitName } from './exits.ts';
import { judge } from './judge.ts';

/**
 * A token has come to a node where several become one. It is taken in, and counted for the branch of the fork that it
 * stands in; what comes late, or a second time, ends quietly. `false`: its fork is not around it, so it just goes on.
 */
export function arrive(run: Run, token: Token, gather: Gather): boolean {
  for (const branch of branchesAround(run.state, token.branch)) {
    const fork = run.state.forks[branch.fork] as OpenFork;
    if (fork.node !== gather.fork) continue;
    const position = run.node(fork.node).fork?.joins.indexOf(token.node) ?? -1;
    const gathering = fork.gathers[position];
    if (gathering === undefined) return false;
    if (gathering.stage === 'open') takeIn(run, token, gather, { fork, branch, gathering, position });
    run.remove(token);
    return true;
  }
  return false;
}

function takeIn(
  run: Run,
  token: Token,
  gather: Gather,
  at: { fork: OpenFork; branch: Branch; gathering: Gathering; position: number },
): void {
  const { fork, branch, gathering, position } = at;
  const split = run.node(fork.node);
  if (gather.by === 'edges') {
    if (!branch.through.includes(position)) {
      branch.through.push(position);
      gathering.names.push(...branch.of.map((exit) => exitName(split, exit)));
    }
    gathering.arrived.push(branch.id);
    gathering.count += 1;
    if (gathering.count < gather.count) return;
    gathering.stage = 'going';
    run.checks.push({ look: 'gathered', fork: fork.id, gather: position, error: null });
    return;
  }
  const weight = counted(gather, branch.of);
  if (weight === 0 || branch.through.includes(position)) return;
  branch.through.push(position);
  if (!branch.past.includes(position)) {
    branch.past.push(position);
    gathering.coming -= weight;
  }
  gathering.arrived.push(branch.id);
  gathering.names.push(
    ...branch.of.filter((exit) => gather.branches.includes(exit)).map((exit) => exitName(split, exit)),
  );
  gathering.count += weight;
  const wrong = needOf(run, token, run.node(token.node), gathering);
  if (wrong === null) return judge(run, fork, position);
  gathering.stage = 'going';
  run.checks.push({ look: 'gathered', fork: fork.id, gather: position, error: wrong });
}

/** How many a join in mode `count` needs: known from the first that arrives. */
function needOf(run: Run, token: Token, node: PlanNode, gathering: Gathering): RunError | null {
  if (node.op !== 'join' || node.count === null || gathering.needed !== null) return null;
  const value = run.evaluate(token, node.count);
  if (!value.ok) return value.error;
  if (!Number.isInteger(value.value) || Number(value.value) < 1)
    return { code: 'expression', message: `"${node.id}" must need a whole number of branches, at least one.` };
  gathering.needed = Number(value.value);
  return null;
}

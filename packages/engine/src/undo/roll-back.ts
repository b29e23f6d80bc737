import { cancelPlace } from '../run/cancel.ts';
import type { Run } from '../run/run.ts';
import type { OpenFork, Place, Rollback } from '../state.ts';
import { proceed } from './proceed.ts';

/**
 * Cancels places. Effects in flight that can be undone report back first; then, if it says so, what was done there is
 * undone, one by one from the last. Then it is settled, and `then` goes on: at once where there is nothing to wait for.
 */
export function rollBack(
  run: Run,
  given: Pick<Rollback, 'frame' | 'error' | 'undo' | 'then'>,
  places: readonly Place[],
): void {
  const { state } = run;
  state.counters.rollback += 1;
  state.counters.rollbacks += 1;
  const rollback: Rollback = {
    id: state.counters.rollback,
    ...given,
    entries: [],
    kept: [],
    awaits: {},
    left: 0,
    sorted: false,
    undone: false,
    resting: false,
  };
  state.rollbacks[rollback.id] = rollback;
  hold(run, rollback, true);
  for (const place of places) cancelPlace(run, place, rollback);
  proceed(run, rollback);
}

/** A rollback that is settled. Nobody waits for it any more. */
export function forget(run: Run, rollback: Rollback): void {
  delete run.state.rollbacks[rollback.id];
  run.state.counters.rollbacks -= 1;
  hold(run, rollback, false);
}

/** Whoever goes on after a rollback knows of it, so that it can be called off together with him. */
function hold(run: Run, { id, then }: Rollback, held: boolean): void {
  const { state } = run;
  let rollbacks: Record<number, true> | undefined;
  let fork: OpenFork | undefined;
  switch (then.go) {
    case 'join':
    case 'join_fails':
      fork = state.forks[then.fork];
      break;
    case 'branch_dropped':
      fork = state.forks[state.branches[then.branch]?.fork ?? -1];
      break;
    case 'turn_fails': {
      const owner = state.tokens[state.frames[then.frame]?.owner ?? -1];
      rollbacks = state.loops[owner?.key ?? '']?.rollbacks;
      break;
    }
    case 'loop_ends':
    case 'loop_fails':
      rollbacks = state.loops[then.key]?.rollbacks;
      break;
    case 'scope_fails':
      rollbacks = state.scopes[then.key]?.rollbacks;
      break;
    case 'call_fails':
    case 'call_ends':
    case 'call_cancelled':
      rollbacks = state.calls[then.key]?.rollbacks;
      break;
    case 'run_ends':
      break;
  }
  if (fork !== undefined) {
    fork.open += held ? 1 : -1;
    rollbacks = fork.rollbacks;
  }
  if (rollbacks === undefined) return;
  if (held) rollbacks[id] = true;
  else delete rollbacks[id];
}

import { assertNever } from '@omniroute/errors';
import type { Operation, Plan } from '@omniroute/plan';
import type { State } from '../state.ts';
import { judgeRetry, judgeSkip, judgeVariable } from './judge-visit.ts';

/** Why a person cannot do this to a run now, or `null`. Pure: the Update validator, the simulator and `step` ask the same. */
export function judgeOperation(plan: Plan, state: State, operation: Operation): string | null {
  if (state.facts === null) return 'The run has not started.';
  if (state.result !== null) return 'The run has ended.';
  switch (operation.action) {
    case 'pause':
      if (state.paused) return 'The run is paused already.';
      return state.incident === null ? null : 'The run stands still already: somebody must decide about an undo first.';
    case 'resume':
      return state.paused ? null : 'The run is not paused.';
    case 'cancel':
      return whyFixed(state);
    case 'skip':
      return whyFixed(state) ?? judgeSkip(plan, state, operation);
    case 'retry':
      return whyFixed(state) ?? judgeRetry(plan, state, operation);
    case 'set_variable':
      return whyFixed(state) ?? judgeVariable(plan, operation);
    case 'retry_undo':
    case 'skip_undo':
      if (state.incident === null) return 'No undo of the run has failed for good.';
      if (state.incident.key !== operation.key)
        return `The undo that failed is "${state.incident.key}", not "${operation.key}".`;
      return state.paused ? 'The run is paused; resume it first.' : null;
    default:
      return assertNever(operation);
  }
}

/** Why nothing of a run can be changed any more, or before something else is decided. */
function whyFixed(state: State): string | null {
  if (state.incident !== null) return 'An undo failed: decide about it first, or terminate the run.';
  return state.ending === null ? null : 'The run is ending already.';
}

import { canContinue, type State } from '@omniroute/engine';
import type { WorkflowInfo } from '@temporalio/workflow';

/** Own limits, far below the server's (reference numbers: 4,096 events suggested, 51,200 kill). */
const EVENTS = 3_500;
const BYTES = 1_500_000;

/**
 * Whether the run should go on in a fresh history now: the history is long (or the server suggests it) and nothing is
 * in flight that cannot carry over. Timers and waits carry over by their absolute deadlines.
 */
export function mustContinue(
  info: Pick<WorkflowInfo, 'historyLength' | 'historySize' | 'continueAsNewSuggested'>,
  state: State,
): boolean {
  const long = info.continueAsNewSuggested || info.historyLength > EVENTS || info.historySize > BYTES;
  return long && canContinue(state);
}

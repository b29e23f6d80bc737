import { canContinue, type State } from '@omniroute/engine';
import type { WorkflowInfo } from '@temporalio/workflow';

/** Own limits, far below the server's (reference numbers: 4,096 events suggested, 51,200 kill). */
const EVENTS = 3_500;
const BYTES = 1_500_000;

/** What a workflow task knows of its history. */
export type HistoryInfo = Pick<WorkflowInfo, 'historyLength' | 'historySize' | 'continueAsNewSuggested'>;

/** Whether a history is so long (or the server says so) that nothing new may begin in it: the run drains. */
export function isLong(info: HistoryInfo): boolean {
  return info.continueAsNewSuggested || info.historyLength > EVENTS || info.historySize > BYTES;
}

/**
 * Whether the run should go on in a fresh history now: this one is long, and nothing is in flight that cannot carry over.
 * Timers and waits carry over by their absolute deadlines.
 */
export function mustContinue(info: HistoryInfo, state: State): boolean {
  return isLong(info) && canContinue(state);
}

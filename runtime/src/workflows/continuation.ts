import { canContinue, type State } from '@omniroute/engine';
import type { WorkflowInfo } from '@temporalio/workflow';

/** Own limits, far below the server's (reference numbers: 4,096 events suggested, 51,200 kill). */
const EVENTS = 3_500;
const BYTES = 1_500_000;
/** What no history should pass, and what at least every one has room for, so that a run that remembers much gets on. */
const MOST_BYTES = 2_000_000;
const LEAST_ROOM = 300_000;

/** What a workflow task knows of its history. */
export type HistoryInfo = Pick<WorkflowInfo, 'historyLength' | 'historySize' | 'continueAsNewSuggested'>;

/**
 * Whether a history is so long (or the server says so) that nothing new may begin in it: the run drains. `began` is its size
 * in its first workflow task: what a run carries stands at the beginning of a history, and again at its end.
 */
export function isLong(info: HistoryInfo, began: number): boolean {
  return info.continueAsNewSuggested || info.historyLength > EVENTS || info.historySize > longAt(began);
}

function longAt(began: number): number {
  return Math.max(Math.min(BYTES, MOST_BYTES - began * 1.3), began + LEAST_ROOM);
}

/**
 * Whether the run should go on in a fresh history now: this one is long, and nothing is in flight that cannot carry over.
 * Timers and waits carry over by their absolute deadlines.
 */
export function mustContinue(info: HistoryInfo, began: number, state: State): boolean {
  return isLong(info, began) && canContinue(state);
}

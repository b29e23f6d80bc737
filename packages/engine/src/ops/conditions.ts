import type { Run } from '../run/run.ts';
import type { OpenWait } from '../state.ts';
import { closeWait, failWait } from './close-wait.ts';

/** Whether a condition of this wait holds; if so, or if it cannot be evaluated, the wait is over. */
export function takeCondition(run: Run, wait: OpenWait): boolean {
  const token = run.state.tokens[wait.token];
  const node = run.node(wait.node);
  if (!wait.conditional || token === undefined || node.op !== 'wait') return false;
  for (const event of node.events) {
    if (event.for.on !== 'condition') continue;
    const held = run.holds(token, event.for.when);
    if (!held.ok) {
      failWait(run, token, node, held.error);
      return true;
    }
    if (!held.value) continue;
    closeWait(run, token, node, event, null);
    return true;
  }
  return false;
}

/** Conditions are looked at after every change of variables, those of the oldest wait first. */
export function lookAtConditions(run: Run): void {
  if (run.state.counters.conditional === 0) return;
  for (const wait of Object.values(run.state.waits)) if (run.state.waits[wait.key] === wait) takeCondition(run, wait);
}

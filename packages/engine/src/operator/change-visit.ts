import type { ActOp, Operation } from '@omniroute/plan';
import { formatInstant } from '@omniroute/primitives';
import type { ActivityResult } from '../event.ts';
import { beginAct, endAct } from '../ops/act.ts';
import { closeWait } from '../ops/close-wait.ts';
import { settle } from '../ops/task.ts';
import type { Run } from '../run/run.ts';
import type { Pending, Token } from '../state.ts';
import { counts } from '../undo/entries.ts';
import { eventOf, visitAt } from './judge-visit.ts';

/** Ends an open visit with what a person gives. Work under way is called off first and reports back. */
export function skipVisit(
  run: Run,
  { key, output = null, port }: Extract<Operation, { action: 'skip' }>,
  by: string,
): void {
  const { plan, state } = run;
  const visit = visitAt(plan, state, key);
  switch (visit?.op) {
    case 'act':
      return callOff(run, visit.pending, { output });
    case 'wait': {
      const event = eventOf(visit.node, port);
      if (event !== undefined) closeWait(run, visit.token, visit.node, event, output);
      return;
    }
    case 'task': {
      const task = state.tasks[key];
      if (task === undefined || port === undefined) return;
      const answer = { outcome: port, data: output, by, at: formatInstant(state.clock) };
      return settle(run, visit.token, visit.node, task, { port, output: answer, state: 'answered' });
    }
    case undefined:
      return;
  }
}

/** Work under way is called off, and begins anew under another key once it has reported back. */
export function retryVisit(run: Run, key: string, again: string): void {
  const visit = visitAt(run.plan, run.state, key);
  if (visit?.op === 'act') callOff(run, visit.pending, { again });
}

function callOff(run: Run, pending: Pending, instead: NonNullable<Pending['instead']>): void {
  pending.instead = instead;
  run.commands.push({ type: 'cancel', key: pending.key });
}

/** Work that a person called off has reported back: what it did all the same stays on the list of what can be undone. */
export function goOnInstead(
  run: Run,
  at: { readonly token: Token; readonly node: ActOp; readonly instead: NonNullable<Pending['instead']> },
  result: ActivityResult,
  attempts: number,
): void {
  const { token, node, instead } = at;
  // It came to pass after all: to do it once more would do it twice.
  if ('again' in instead && result.ok) return endAct(run, token, node, result, attempts);
  if (counts(node, result)) run.remember(token, node, result.ok ? result.output : undefined);
  if ('output' in instead) {
    run.complete(token, node, { port: 'out', next: node.next, output: instead.output, status: 'skipped', attempts });
    return;
  }
  run.observe({ type: 'visit', node: node.id, key: token.key ?? '', status: 'cancelled', attempts });
  token.key = instead.again;
  token.uuids = 0;
  beginAct(run, token, node, instead.again);
}

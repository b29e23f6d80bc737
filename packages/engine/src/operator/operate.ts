import { assertNever } from '@omniroute/errors';
import { type Operation, redoKey } from '@omniroute/plan';
import type { Event } from '../event.ts';
import { endEarly } from '../run/end-early.ts';
import { rememberReply, repeatReply } from '../run/reply.ts';
import type { Run } from '../run/run.ts';
import type { Incident } from '../state.ts';
import { proceed, startUndo, undoOf } from '../undo/proceed.ts';
import { judgeOperation } from './judge-operation.ts';

/** What a person does to the run. What its validator let through may be impossible by now: then only the answer says so. */
export function operate(run: Run, { update, operation, by, reason }: Extract<Event, { kind: 'operator' }>): void {
  if (repeatReply(run, update)) return;
  const refused = judgeOperation(run.state, operation);
  if (refused !== null) return rememberReply(run, update, false, refused);
  const about = aboutOf(operation);
  run.observe({ type: 'operator', action: operation.action, by, reason, ...about });
  rememberReply(run, update, true, about.again ?? '');
  carryOut(run, operation, reason);
}

/** The visit that an operation is about, and the one that it begins instead. */
function aboutOf(operation: Operation): { readonly key?: string; readonly again?: string } {
  switch (operation.action) {
    case 'retry_undo':
      return { key: operation.key, again: redoKey(operation.key) };
    case 'skip_undo':
      return { key: operation.key };
    default:
      return {};
  }
}

function carryOut(run: Run, operation: Operation, reason: string): void {
  const { state } = run;
  switch (operation.action) {
    case 'pause':
      state.paused = true;
      return tell(run, 'paused');
    case 'resume':
      return resumeRun(run);
    case 'cancel':
      if (state.paused) resumeRun(run);
      return endEarly(run, 'cancelled', { code: 'cancelled', message: reason }, { compensate: operation.compensate });
    case 'retry_undo':
    case 'skip_undo': {
      const { incident } = state;
      if (incident === null) throw new Error('Nothing is parked');
      state.incident = null;
      tell(run, 'running');
      if (operation.action === 'retry_undo') undoAgain(run, incident);
      return moveOn(run);
    }
    default:
      return assertNever(operation);
  }
}

/** Ends a pause; an undo that failed meanwhile still waits for somebody. */
export function resumeRun(run: Run): void {
  run.state.paused = false;
  if (run.state.incident !== null) return;
  tell(run, 'running');
  moveOn(run);
}

/** The undo begins as a new effect: the other side must not take it for the one that failed. */
function undoAgain(run: Run, { key, rollback: id, entry }: Incident): void {
  const rollback = run.state.rollbacks[id];
  if (rollback === undefined) throw new Error(`${key} belongs to no rollback`);
  const [index, node] = undoOf(run, entry);
  startUndo(run, rollback, entry, { index, node, key: redoKey(key) });
}

/** Rollbacks stood still while the run was parked. */
function moveOn(run: Run): void {
  for (const rollback of Object.values(run.state.rollbacks)) proceed(run, rollback);
}

function tell(run: Run, status: 'paused' | 'running'): void {
  run.commands.push({ type: 'upsert', attributes: { RunStatus: status } });
}

import { assertNever } from '@omniroute/errors';
import type { Operation } from '@omniroute/plan';
import type { Event } from '../event.ts';
import { lookAtConditions } from '../ops/conditions.ts';
import { tellChildren } from '../parts/tell-children.ts';
import { endEarly } from '../run/end-early.ts';
import { redoKey } from '../run/redo.ts';
import { rememberReply, repeatReply } from '../run/reply.ts';
import type { Run } from '../run/run.ts';
import type { Incident } from '../state.ts';
import { proceed, startUndo, undoOf } from '../undo/proceed.ts';
import { retryVisit, skipVisit } from './change-visit.ts';
import { judgeOperation } from './judge-operation.ts';
import { slotOf } from './judge-visit.ts';

/** What a person does to the run. What its validator let through may be impossible by now: then only the answer says so. */
export function operate(run: Run, { update, operation, by, reason }: Extract<Event, { kind: 'operator' }>): void {
  if (repeatReply(run, update)) return;
  const refused = judgeOperation(run.plan, run.state, operation);
  if (refused !== null) return rememberReply(run, update, false, refused);
  const again = isRedo(operation) ? redoKey(run.state, operation.key) : null;
  run.observe({ type: 'operator', by, reason, ...operation, ...(again === null ? {} : { again }) });
  rememberReply(run, update, true, again ?? '');
  carryOut(run, operation, { by, reason, again: again ?? '' });
}

function isRedo(operation: Operation): operation is Extract<Operation, { action: 'retry' | 'retry_undo' }> {
  return operation.action === 'retry' || operation.action === 'retry_undo';
}

function carryOut(
  run: Run,
  operation: Operation,
  { by, reason, again }: { readonly by: string; readonly reason: string; readonly again: string },
): void {
  const { state } = run;
  switch (operation.action) {
    case 'pause':
      state.paused = true;
      tellChildren(run, 'pause');
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
      if (operation.action === 'retry_undo') undoAgain(run, incident, again);
      return moveOn(run);
    }
    case 'skip':
      return skipVisit(run, operation, by);
    case 'retry':
      return retryVisit(run, operation.key, again);
    case 'set_variable':
      run.assign(run.frame({ frame: 0 }), slotOf(run.plan, operation.variable), operation.value);
      return lookAtConditions(run);
    default:
      return assertNever(operation);
  }
}

/** Ends a pause; an undo that failed meanwhile still waits for somebody. */
export function resumeRun(run: Run): void {
  run.state.paused = false;
  tellChildren(run, 'resume');
  if (run.state.incident !== null) return;
  tell(run, 'running');
  moveOn(run);
}

/** The undo begins as a new effect: the other side must not take it for the one that failed. */
function undoAgain(run: Run, { key, rollback: id, entry }: Incident, again: string): void {
  const rollback = run.state.rollbacks[id];
  if (rollback === undefined) throw new Error(`${key} belongs to no rollback`);
  const [index, node] = undoOf(run, entry);
  startUndo(run, rollback, entry, { index, node, key: again });
}

/** Rollbacks stood still while the run was parked. */
function moveOn(run: Run): void {
  for (const rollback of Object.values(run.state.rollbacks)) proceed(run, rollback);
}

function tell(run: Run, status: 'paused' | 'running'): void {
  if (run.state.part !== null) return;
  run.commands.push({ type: 'upsert', attributes: { RunStatus: status } });
}

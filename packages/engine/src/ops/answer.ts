import { formatInstant } from '@omniroute/primitives';
import type { Event } from '../event.ts';
import { whyNobodyAnswers } from '../run/parked.ts';
import { rememberReply, repeatReply, reply } from '../run/reply.ts';
import type { Run } from '../run/run.ts';
import { settle } from './task.ts';

/** An answer that its validator let through; the task may have been settled in the same activation. */
export function answerTask(run: Run, event: Extract<Event, { kind: 'task' }>): void {
  const { key, update, outcome, data, by } = event;
  if (repeatReply(run, update)) return;
  // Not remembered: the same answer may be given again once the run moves.
  const parked = whyNobodyAnswers(run.state);
  if (parked !== null) return reply(run, update, false, parked);
  const task = run.state.tasks[key];
  const token = task === undefined ? undefined : run.state.tokens[task.token];
  const node = task === undefined ? undefined : run.node(task.node);
  const open = task !== undefined && task.settled === null && token !== undefined && node?.op === 'task';
  const text = open ? outcome : 'The task is closed.';
  rememberReply(run, update, open, text);
  if (open)
    settle(run, token, node, task, {
      port: outcome,
      output: { outcome, data, by, at: formatInstant(run.state.clock) },
      state: 'answered',
    });
}

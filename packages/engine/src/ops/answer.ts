import { formatInstant } from '@omniroute/primitives';
import type { Event } from '../event.ts';
import type { Run } from '../run/run.ts';
import { settle } from './task.ts';

/** Why nobody can answer while an undo that failed waits for a person. */
export const PARKED = 'The run is parked until somebody decides about an undo that failed.';

/** Answers remembered, so that an Update repeated after continue-as-new is answered alike. */
const MOST_ANSWERED = 200;

/** An answer that its validator let through; the task may have been settled in the same activation. */
export function answerTask(run: Run, event: Extract<Event, { kind: 'task' }>): void {
  const { key, update, outcome, data, by } = event;
  const earlier = run.state.answered.find((each) => each.update === update);
  if (earlier !== undefined) return reply(run, update, earlier.ok, earlier.text);
  // Not remembered: the same answer may be given again once the run moves.
  if (run.state.incident !== null) return reply(run, update, false, PARKED);
  const task = run.state.tasks[key];
  const token = task === undefined ? undefined : run.state.tokens[task.token];
  const node = task === undefined ? undefined : run.node(task.node);
  const open = task !== undefined && task.settled === null && token !== undefined && node?.op === 'task';
  const text = open ? outcome : 'The task is closed.';
  run.state.answered.push({ update, ok: open, text });
  if (run.state.answered.length > MOST_ANSWERED) run.state.answered.shift();
  reply(run, update, open, text);
  if (open)
    settle(run, token, node, task, {
      port: outcome,
      output: { outcome, data, by, at: formatInstant(run.state.clock) },
      state: 'answered',
    });
}

function reply(run: Run, update: string, ok: boolean, text: string): void {
  run.commands.push({ type: 'answer', update, answer: ok ? { ok: true, outcome: text } : { ok: false, reason: text } });
}

import type { Run } from '../run/run.ts';
import type { Mail, OpenWait } from '../state.ts';
import { CALLBACK } from './callback.ts';
import { closeWait, type WaitEvent } from './close-wait.ts';
import { wantedBy } from './wanted.ts';

/** Ids of messages that are remembered; an older one repeated is refused by the platform's inbox. */
const MOST_SEEN = 1_000;

/** Hands new mail to the oldest open wait that wants it; what nobody wants yet stays. The same id of a name comes once. */
export function deliver(run: Run, mail: Mail): void {
  const { state } = run;
  const id = `${mail.name} ${mail.id}`;
  if (state.seen.includes(id)) return;
  state.seen.push(id);
  if (state.seen.length > MOST_SEEN) state.seen.shift();
  for (const key of wantedBy(run, mail)) {
    const wait = state.waits[key];
    if (wait !== undefined && take(run, wait, mail)) return;
  }
  state.mail.push(mail);
  run.observe({ type: 'message', name: mail.name, correlation: mail.correlation, id: mail.id, taken_by: null });
}

/** Looks through the mail for what a wait that opens wants, oldest letter first. */
export function takeFromMail(run: Run, wait: OpenWait): boolean {
  const at = run.state.mail.findIndex((letter) => eventFor(run, wait, letter) !== null);
  const letter = run.state.mail[at];
  if (letter === undefined) return false;
  run.state.mail.splice(at, 1);
  return take(run, wait, letter);
}

function take(run: Run, wait: OpenWait, letter: Mail): boolean {
  const token = run.state.tokens[wait.token];
  const node = run.node(wait.node);
  const event = eventFor(run, wait, letter);
  if (token === undefined || node.op !== 'wait' || event === null) return false;
  run.observe({
    type: 'message',
    name: letter.name,
    correlation: letter.correlation,
    id: letter.id,
    taken_by: wait.key,
  });
  closeWait(run, token, node, event, letter.payload);
  return true;
}

/** The event of a wait that wants a letter. `fresh` wants only what was received after the wait began. */
function eventFor(run: Run, wait: OpenWait, letter: Mail): WaitEvent | null {
  const node = run.node(wait.node);
  if (node.op !== 'wait') return null;
  return node.events.find((event) => wants(event, wait, letter)) ?? null;
}

function wants({ id, for: what }: WaitEvent, wait: OpenWait, letter: Mail): boolean {
  if (wait.correlations[id] !== letter.correlation) return false;
  if (what.on === 'callback') return letter.name === CALLBACK;
  if (what.on !== 'message' || what.name !== letter.name) return false;
  return what.accept === 'any' || letter.received_at >= wait.opened_at;
}

import type { RunError } from '@omniroute/errors';
import type { WaitOp } from '@omniroute/plan';
import { formatInstant, type Json } from '@omniroute/primitives';
import type { Run } from '../run/run.ts';
import type { Mail, OpenWait, Timer, Token } from '../state.ts';
import { dueAt } from './instants.ts';

type WaitEvent = WaitOp['events'][number];

/** Opens a wait: first what is there already (mail, a condition that holds, a time that has passed), then timers. */
export function enterWait(run: Run, token: Token, node: WaitOp): void {
  const key = run.begin(token, node);
  const wait: OpenWait = { key, token: token.id, node: token.node, opened_at: run.state.clock, correlations: {} };
  const timers: Timer[] = [];
  for (const event of node.events) {
    const opened = openEvent(run, token, event, wait, timers);
    if (opened !== null) return run.fail(token, node, opened);
  }
  if (node.timeout !== null) {
    const after = run.evaluate(token, node.timeout.after);
    const due = after.ok ? dueAt(after.value, run.state.clock) : after;
    if (!due.ok) return run.fail(token, node, due.error);
    timers.push({ key: `${key}:timeout`, at: due.at, token: token.id, role: 'timeout', detail: '' });
  }
  if (node.subscribe !== null) {
    const input = run.evaluate(token, node.subscribe.input);
    if (!input.ok) return run.fail(token, node, input.error);
    const word = `${key}:subscribe`;
    run.state.pending.push({ key: word, token: token.id, node: token.node, kind: 'subscribe' });
    run.commands.push({ type: 'schedule', key: word, node: node.id, index: token.node, activity: node.subscribe.activity, input: input.value, connection: null, options: node.subscribe.options });
  }
  run.observe({ type: 'visit', node: node.id, key, status: 'waiting' });
  run.state.waits.push(wait);
  if (takeMail(run, wait) || takeCondition(run, wait)) return;
  const past = timers.filter((timer) => timer.at <= run.state.clock).sort((a, b) => a.at - b.at)[0];
  if (past !== undefined) return fireWaitTimer(run, token, node, past);
  for (const timer of timers) run.startTimer(timer);
}

function openEvent(run: Run, token: Token, event: WaitEvent, wait: OpenWait, timers: Timer[]): RunError | null {
  switch (event.for.on) {
    case 'duration':
    case 'until': {
      const value = run.evaluate(token, event.for.value);
      const due = value.ok ? dueAt(value.value, run.state.clock) : value;
      if (!due.ok) return due.error;
      timers.push({ key: `${wait.key}:${event.id}`, at: due.at, token: token.id, role: 'event', detail: event.id });
      return null;
    }
    case 'message': {
      const value = run.evaluate(token, event.for.correlation);
      if (!value.ok) return value.error;
      wait.correlations[event.id] = typeof value.value === 'string' ? value.value : JSON.stringify(value.value);
      return null;
    }
    case 'callback':
      wait.correlations[event.id] = wait.key;
      return null;
    case 'condition':
      return null;
  }
}

/** A timer of a wait fired: one of its events, or its timeout. */
export function fireWaitTimer(run: Run, token: Token, node: WaitOp, timer: Timer): void {
  if (timer.role === 'event') {
    const event = node.events.find((each) => each.id === timer.detail);
    if (event !== undefined) close(run, token, node, event, null);
    return;
  }
  release(run, token);
  const { timeout } = node;
  const error: RunError = { code: 'timeout.wait', message: `"${node.id}" waited in vain.`, node: node.id };
  if (timeout === null || !timeout.routed) return run.fail(token, node, error);
  run.complete(token, node, { port: 'timeout', next: timeout.next, output: { event: 'timeout', payload: null, at: formatInstant(run.state.clock) }, error });
}

/** Hands new mail to the oldest open wait that wants it; what nobody wants yet stays. */
export function deliver(run: Run, mail: Mail): void {
  if (run.state.seen.includes(mail.id)) return;
  run.state.seen.push(mail.id);
  if (run.state.seen.length > MOST_SEEN) run.state.seen.shift();
  run.state.mail.push(mail);
  for (const wait of [...run.state.waits]) if (takeMail(run, wait, mail)) return;
  run.observe({ type: 'message', name: mail.name, correlation: mail.correlation, id: mail.id, taken_by: null });
}

/** Ids of messages that are remembered; an older one repeated is refused by the platform's inbox. */
const MOST_SEEN = 1_000;

/** Looks through the mail (or at one letter) for what a wait wants. `fresh` takes only what came after the wait began. */
function takeMail(run: Run, wait: OpenWait, arrived?: Mail): boolean {
  const token = run.token(wait.token);
  const node = run.node(wait.node);
  if (token === undefined || node.op !== 'wait') return false;
  for (const letter of arrived === undefined ? run.state.mail : [arrived]) {
    const event = node.events.find((each) => wants(each, wait, letter, arrived !== undefined));
    if (event === undefined) continue;
    run.state.mail.splice(run.state.mail.indexOf(letter), 1);
    run.observe({ type: 'message', name: letter.name, correlation: letter.correlation, id: letter.id, taken_by: wait.key });
    close(run, token, node, event, letter.payload);
    return true;
  }
  return false;
}

/** Name under which the answer of a callback arrives; its correlation is the wait's key. */
const CALLBACK = 'omniroute.callback';

function wants(event: WaitEvent, wait: OpenWait, letter: Mail, arrivedNow: boolean): boolean {
  if (wait.correlations[event.id] !== letter.correlation) return false;
  if (event.for.on === 'callback') return letter.name === CALLBACK;
  return event.for.on === 'message' && event.for.name === letter.name && (arrivedNow || event.for.accept === 'any');
}

function takeCondition(run: Run, wait: OpenWait): boolean {
  const token = run.token(wait.token);
  const node = run.node(wait.node);
  if (token === undefined || node.op !== 'wait') return false;
  for (const event of node.events) {
    if (event.for.on !== 'condition') continue;
    const held = run.evaluateExpr(token, event.for.when);
    if (!held.ok) {
      release(run, token);
      run.fail(token, node, held.error);
      return true;
    }
    if (held.value !== true) continue;
    close(run, token, node, event, null);
    return true;
  }
  return false;
}

/** Conditions are looked at after every change of variables. */
export function lookAtConditions(run: Run): void {
  for (const wait of [...run.state.waits]) takeCondition(run, wait);
}

function close(run: Run, token: Token, node: WaitOp, event: WaitEvent, payload: Json): void {
  release(run, token);
  run.complete(token, node, { port: event.port, next: event.next, output: { event: event.id, payload, at: formatInstant(run.state.clock) } });
}

/** A wait won by one event lets go of its timers and stops listening. */
function release(run: Run, token: Token): void {
  const at = run.state.waits.findIndex((wait) => wait.token === token.id);
  if (at >= 0) run.state.waits.splice(at, 1);
  run.stopTimersOf(token.id);
}

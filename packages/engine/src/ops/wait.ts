import { assertNever, type RunError } from '@omniroute/errors';
import type { WaitOp } from '@omniroute/plan';
import type { Run } from '../run/run.ts';
import type { OpenWait, Timer, Token } from '../state.ts';
import { fireWaitTimer, type WaitEvent } from './close-wait.ts';
import { takeCondition } from './conditions.ts';
import { dueAt } from './instants.ts';
import { takeFromMail } from './mailbox.ts';
import { textOf } from './text.ts';
import { listen } from './wanted.ts';

/** Opens a wait: first what is there already (mail, a condition that holds, a time that has passed), then its timers. */
export function enterWait(run: Run, token: Token, node: WaitOp): void {
  const key = run.begin(token, node);
  const { clock } = run.state;
  const conditional = node.events.some((event) => event.for.on === 'condition');
  const wait: OpenWait = {
    key,
    token: token.id,
    node: token.node,
    opened_at: clock,
    correlations: {},
    timers: [],
    conditional,
  };
  const timers: Timer[] = [];
  for (const event of node.events) {
    const wrong = openEvent(run, token, event, wait, timers);
    if (wrong !== null) return run.fail(token, node, wrong);
  }
  if (node.timeout !== null) {
    const after = run.evaluate(token, node.timeout.after);
    const due = after.ok ? dueAt(after.value, clock) : after;
    if (!due.ok) return run.fail(token, node, due.error);
    timers.push({ key: `${key}:timeout`, at: due.at, token: token.id, role: 'timeout', detail: '' });
  }
  const subscribed = node.subscribe === null ? null : run.evaluate(token, node.subscribe.input);
  if (subscribed !== null && !subscribed.ok) return run.fail(token, node, subscribed.error);
  run.observe({ type: 'visit', node: node.id, key, status: 'waiting' });
  run.wait(token, true);
  run.state.waits[key] = wait;
  listen(run, wait);
  if (conditional) run.state.counters.conditional += 1;
  if (takeFromMail(run, wait) || takeCondition(run, wait)) return;
  const past = timers.filter((timer) => timer.at <= clock).sort((a, b) => a.at - b.at)[0];
  if (past !== undefined) return fireWaitTimer(run, token, node, past);
  if (node.subscribe !== null && subscribed !== null) {
    const { activity, connection, options } = node.subscribe;
    const call = { activity, input: subscribed.value, connection, options };
    run.schedule({ key: `${key}:subscribe`, token: token.id, node: token.node, kind: 'subscribe' }, call);
  }
  for (const timer of timers) {
    wait.timers.push(timer.key);
    run.startTimer(timer);
  }
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
      wait.correlations[event.id] = textOf(value.value);
      return null;
    }
    case 'callback':
      wait.correlations[event.id] = wait.key;
      return null;
    case 'condition':
      return null;
    default:
      return assertNever(event.for);
  }
}

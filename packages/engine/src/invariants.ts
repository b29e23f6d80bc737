import type { Plan } from '@omniroute/plan';
import { wrongBodies, wrongPlaces } from './invariants-of-places.ts';
import { isParked } from './run/parked.ts';
import type { State } from './state.ts';

/** What is wrong with a state between two steps, as sentences; a sound one gives none. For tests and post-mortems. */
export function invariantsOf(plan: Plan, state: State): string[] {
  const wrong: string[] = [];
  const hold = (holds: boolean, sentence: string) => {
    if (!holds) wrong.push(sentence);
  };
  const tokens = Object.values(state.tokens);
  const { counters } = state;
  hold(counters.live === tokens.length, `${counters.live} tokens are counted, ${tokens.length} exist`);
  hold(counters.busy === tokens.filter((token) => !token.waiting).length, 'the number of busy tokens is wrong');
  hold(counters.pending === Object.keys(state.pending).length, 'the number of things under way is wrong');
  hold(
    counters.conditional === Object.values(state.waits).filter((wait) => wait.conditional).length,
    'the number of conditions is wrong',
  );
  for (const token of tokens) {
    const { op, id } = plan.nodes[token.node] ?? { op: 'none', id: '?' };
    const key = token.key ?? '';
    hold(state.frames[token.frame] !== undefined, `token ${token.id} stands in no frame`);
    if (token.key === null)
      hold(state.ready.includes(token.id), `token ${token.id} at ${id} is neither ready nor on a visit`);
    else if (op === 'act') hold(state.pending[key]?.token === token.id, `${key} awaits nothing`);
    else if (op === 'wait') hold(state.waits[key]?.token === token.id && token.waiting, `${key} is not an open wait`);
    else if (op === 'task') hold(state.tasks[key]?.token === token.id, `${key} is not an open task`);
    else if (op === 'call')
      hold(
        state.calls[key]?.token === token.id || state.timers[`${key}:retry`] !== undefined,
        `${key} is neither under way nor to be tried again`,
      );
    else if (op === 'each' || op === 'while' || op === 'scope')
      hold(
        (state.loops[key] ?? state.scopes[key])?.token === token.id || state.timers[`${key}:retry`] !== undefined,
        `${key} is neither open nor to be tried again`,
      );
    else hold(false, `${key} (${op}) cannot stay open`);
  }
  for (const { key, token } of [...Object.values(state.waits), ...Object.values(state.tasks)]) {
    hold(state.tokens[token]?.key === key, `${key} is open without a token`);
  }
  for (const { key, timers } of Object.values(state.waits)) {
    for (const timer of timers) hold(state.timers[timer] !== undefined, `${key} has lost its timer ${timer}`);
  }
  for (const { key, token } of Object.values(state.timers)) {
    hold(token === null || state.tokens[token] !== undefined, `timer ${key} serves nobody`);
  }
  hold(new Set(state.ready).size === state.ready.length, 'a token is ready twice');
  hold(
    state.ready.every((id) => state.tokens[id]?.key === null),
    'a token is called ready and is not',
  );
  const ended = state.result !== null;
  hold(
    !ended || (tokens.length === 0 && counters.pending === 0 && Object.keys(state.timers).length === 0),
    'something is open after the end',
  );
  hold(
    state.facts === null ||
      ended ||
      tokens.length > 0 ||
      counters.pending > 0 ||
      counters.rollbacks > 0 ||
      isParked(state),
    'nothing is open before the end',
  );
  hold(isParked(state) || state.held.length === 0, 'events are held though nothing holds the run up');
  wrong.push(...wrongPlaces(state), ...wrongBodies(plan, state));
  hold(
    !tokens.some((token) => token.key === null) ||
      state.timers.yield !== undefined ||
      isParked(state) ||
      state.draining,
    'ready tokens without a yield timer',
  );
  return wrong;
}

import { viewOf } from '@omniroute/plan';
import { simulate } from '@omniroute/simulator';
import { planOf } from '@omniroute/testing';
import { expect, it } from 'vitest';
import { after, alike, before, eventAt, moments, onward } from './moments.ts';

const plan = planOf({
  variables: { done: { schema: { type: 'boolean' }, initial: false } },
  nodes: [
    { id: 'send', op: 'act', input: { to: '${ input }' } },
    { id: 'ask', op: 'task', outcomes: { yes: 'note' }, timeout: { after: 'PT1H', to: 'note' } },
    { id: 'note', op: 'set', assign: { done: true } },
  ],
});
const played = (tasks: { node: string; at: string; outcome: string }[] = []) =>
  simulate(plan, { name: 'walk', input: 'x', tasks }).events;
const told = (events: ReturnType<typeof played>) =>
  moments(events).map((at) => {
    const event = eventAt(events, at);
    return event === null
      ? null
      : 'node' in event
        ? `${event.node} ${'status' in event ? event.status : ''}`
        : event.type;
  });
const isQuestion = (key: string) => key.startsWith('ask');

it('the walk halts where a step begins, waits or ends, and at the end of the run', () => {
  expect(told(played())).toEqual([
    null,
    'send running',
    'send completed',
    'ask waiting',
    'ask completed',
    'note completed',
    'run',
  ]);
});

it('a step forth and one back lead to the same place, and stay within the run', () => {
  const events = played();
  const places = moments(events);
  for (const [index, at] of places.entries()) {
    expect(before(events, after(events, at))).toBe(at === events.length ? places.at(-2) : at);
    expect(after(events, at)).toBe(places[index + 1] ?? events.length);
  }
  expect(before(events, 0)).toBe(0);
});

it('a run goes on to a breakpoint, to a question that nobody answers, and to the end', () => {
  const events = played();
  const at = (place: number) => {
    const event = eventAt(events, place);
    return event !== null && 'node' in event ? event.node : (event?.type ?? null);
  };
  expect(at(onward(events, 0, new Set(['send']), isQuestion))).toBe('send');
  const question = onward(events, 0, new Set(), isQuestion);
  expect([at(question), viewOf(events.slice(0, question)).visits.at(-1)?.status]).toEqual(['ask', 'waiting']);
  expect(onward(events, question, new Set(), isQuestion)).toBe(events.length);
  const answered = played([{ node: 'ask', at: 'PT5M', outcome: 'yes' }]);
  expect(onward(answered, 0, new Set(), isQuestion)).toBe(answered.length);
});

it('what two runs have in common ends where an answer made a difference', () => {
  const [one, other] = [played(), played([{ node: 'ask', at: 'PT5M', outcome: 'yes' }])];
  const same = alike(one, other);
  expect(viewOf(one.slice(0, same)).visits.map(({ node, status }) => [node, status])).toEqual([
    ['send', 'completed'],
    ['ask', 'waiting'],
  ]);
  expect(alike(one, one)).toBe(one.length);
});

import { planOf } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { simulate } from './simulate.ts';

const arms = [
  { id: 'large', when: '${ input.total > 100 && input.lines.all(l, l.ready) }', to: 'wait' },
  { id: 'small', when: '${ input.total > 0 }', to: 'wait' },
] as const;
const plan = planOf({
  messages: { paid: {} },
  nodes: [
    { id: 'size', op: 'decide', arms, otherwise: null },
    {
      id: 'wait',
      op: 'wait',
      on: { message: 'paid', correlation: '${ input.id }' },
      timeout: { after: 'PT1H', to: null },
      to: null,
    },
  ],
});
const input = { id: 'o-1', total: 40, lines: [] };

test('a run tells why a branch was taken: conditions up to it, with what they read, and what is waited for', () => {
  const { explained } = simulate(plan, { name: 'why', input }, { explain: true });
  expect(explained).toEqual({
    decisions: {
      'size#1': [
        {
          branch: 'large',
          source: arms[0].when,
          value: false,
          reads: [
            { path: 'input.total', value: 40 },
            { path: 'input.lines', value: [] },
          ],
        },
        { branch: 'small', source: arms[1].when, value: true, reads: [{ path: 'input.total', value: 40 }] },
      ],
    },
    waits: { 'wait#1': [{ event: 'message', correlation: 'o-1' }] },
    refused: [],
  });
});

test('an explained run is the same run, and one that nobody asks to explain says nothing', () => {
  const { explained: _, ...told } = simulate(plan, { name: 'why', input }, { explain: true });
  expect(simulate(plan, { name: 'why', input })).toEqual(told);
});

test('an answer that nobody took is told with its reason', () => {
  const tasks = [{ node: 'wait', at: 'PT1M', outcome: 'done' }];
  const { explained } = simulate(plan, { name: 'why', input, tasks }, { explain: true });
  expect(explained?.refused.map(({ deed, reason }) => [deed.type, reason])).toEqual([
    ['answer', 'The task "wait" is not open.'],
  ]);
});

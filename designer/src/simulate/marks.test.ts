import type { Service } from '@omniroute/dsl';
import { simulate } from '@omniroute/simulator';
import { planOf } from '@omniroute/testing';
import { expect, it } from 'vitest';
import { marksOf } from './marks.ts';
import { takenEdges } from './taken-edges.ts';

const plan = planOf({
  nodes: [
    { id: 'all', op: 'each', collect: '${ item }', to: 'after' },
    {
      id: 'odd',
      op: 'decide',
      parent: 'all',
      arms: [{ id: 'yes', when: '${ int(item) % 2 == 1 }', to: 'one' }],
      otherwise: 'two',
    },
    {
      id: 'one',
      op: 'act',
      parent: 'all',
      to: null,
      errors: [{ on: ['http.5xx'], to: 'mend' }, { to: 'two' }],
    },
    { id: 'two', op: 'act', parent: 'all', to: null },
    { id: 'mend', op: 'act', parent: 'all', to: null },
    { id: 'after', op: 'act' },
  ],
});
const service = {
  id: 'loops',
  edges: [
    { source: 'all', target: 'after' },
    { source: 'odd', source_handle: 'yes', target: 'one' },
    { source: 'odd', source_handle: 'default', target: 'two' },
    { source: 'one', source_handle: 'error', target: 'mend', on: ['http.5xx'] },
    { source: 'one', source_handle: 'error', target: 'two' },
    { source: 'by_hand', target: 'all' },
  ],
} as unknown as Service;
const fails = { error: { code: 'http.503', message: 'busy' } };
const { events } = simulate(plan, { name: 'loops', input: [1, 2, 3], mocks: { 'one#1.3.1': [fails] } });
const shownAt = (chosen: ReadonlyMap<string, string>, seen = events) => {
  const { steps, edges, turns } = marksOf(plan, service, seen, { trigger: 'by_hand', chosen });
  return {
    steps: Object.fromEntries([...steps].map(([id, { status }]) => [id, status])),
    edges: [...edges].sort(),
    turns: turns.get('all'),
  };
};

it('a loop shows its latest turn, and of that turn only', () => {
  expect(shownAt(new Map())).toEqual({
    steps: { all: 'completed', odd: 'completed', one: 'failed', mend: 'completed', after: 'completed' },
    edges: ['all:out>after', 'by_hand:out>all', 'odd:yes>one', 'one:error>mend'],
    turns: { all: ['1.1', '1.2', '1.3'], shown: '1.3' },
  });
});

it('another turn that is chosen is shown in its place, and one that was not reached yet is not there', () => {
  expect(shownAt(new Map([['all', '1.2']]))).toMatchObject({
    steps: { all: 'completed', odd: 'completed', two: 'completed', after: 'completed' },
    edges: ['all:out>after', 'by_hand:out>all', 'odd:default>two'],
  });
  const early = events.slice(0, events.findIndex((event) => event.type === 'visit' && event.key === 'odd#1.2.1') + 1);
  expect(shownAt(new Map([['all', '1.3']]), early)).toMatchObject({
    steps: { all: 'running', odd: 'completed' },
    turns: { all: ['1.1', '1.2'], shown: '1.2' },
  });
});

it('over all turns every connection counts that was taken in any, and errors by their code', () => {
  expect([...takenEdges(plan, service, events, undefined)].sort()).toEqual([
    'all:out>after',
    'odd:default>two',
    'odd:yes>one',
    'one:error>mend',
  ]);
});

it('before anything happened nothing is shown', () => {
  expect(shownAt(new Map(), [])).toEqual({ steps: {}, edges: [], turns: undefined });
});

import { joined, pauses, type Refused, steps } from './pattern.ts';

const choice = { branches: [{ id: 'yes', when: '${ trigger.id == "manual" }' }] };
const both = {
  mode: 'all',
  branches: [
    { id: 'a', when: '${ trigger.id == "manual" }' },
    { id: 'b', when: '${ trigger.id == "web" }' },
  ],
};
const race = { fast: 'PT1S', slow: 'PT9S' };

/** Patterns whose meaning the language does not have. */
export const refused: readonly Refused[] = [
  {
    number: 8,
    name: 'Multi-merge',
    service: steps('a', 'b', 'after')
      .node('go', 'parallel')
      .node('choose', 'decision', choice)
      .line('go', 'a', 'after')
      .line('go', 'b', 'choose')
      .edge('choose:yes', 'after')
      .node('stop', 'end')
      .edge('choose:default', 'stop'),
    code: 'OR3007',
    pointer: '/nodes/2',
    instead: 'a loop over a list, with what is to be done for each inside',
  },
  {
    number: 17,
    name: 'Interleaved parallel routing',
    service: steps('a', 'b').node('go', 'parallel', { mode: 'interleaved' }).line('go', 'a').line('go', 'b'),
    code: 'OR1003',
    pointer: '/nodes/2/config/mode',
    instead: 'branches whose steps stand in scopes with one mutex',
  },
  {
    number: 28,
    name: 'Blocking discriminator',
    service: joined(pauses(steps('after'), race), ['fast', 'slow'], { mode: 'any', blocking: true }).line(
      'meet',
      'after',
    ),
    code: 'OR1003',
    pointer: '/nodes/4/config/blocking',
    instead: 'a join inside a loop: each turn has a fork of its own',
  },
  {
    number: 31,
    name: 'Blocking partial join',
    service: joined(pauses(steps('after'), race), ['fast', 'slow'], { mode: 'count', count: 1, blocking: true }).line(
      'meet',
      'after',
    ),
    code: 'OR1003',
    pointer: '/nodes/4/config/blocking',
    instead: 'a join inside a loop: each turn has a fork of its own',
  },
  {
    number: 33,
    name: 'Generalised AND-join',
    service: joined(pauses(steps(), race).node('more', 'decision', choice), ['fast', 'slow'], {})
      .line('meet', 'more')
      .edge('more:yes', 'fast', { loop: { max: 3 } }),
    code: 'OR3023',
    pointer: '/edges/5',
    instead: 'a loop around the fork and its join',
  },
  {
    number: 37,
    name: 'Local synchronizing merge',
    service: steps('a', 'b', 'after')
      .node('choose', 'decision', both)
      .node('again', 'decision', choice)
      .edge('choose:a', 'a')
      .edge('choose:b', 'b')
      .line('a', 'again')
      .edge('again:yes', 'b')
      .edge('again:default', 'after')
      .line('b', 'after'),
    code: 'OR3007',
    pointer: '/nodes/1',
    instead: 'a join behind the decision, where its branches come together',
  },
  {
    number: 38,
    name: 'General synchronizing merge',
    service: steps('a', 'b', 'after')
      .node('choose', 'decision', both)
      .node('again', 'decision', choice)
      .edge('choose:a', 'a')
      .edge('choose:b', 'b')
      .line('a', 'again')
      .edge('again:yes', 'b', { loop: { max: 2 } })
      .edge('again:default', 'after')
      .line('b', 'after'),
    code: 'OR3015',
    pointer: '/edges/3/loop',
    instead: 'a loop inside the branch, and a join behind the decision',
  },
  {
    number: 40,
    name: 'Interleaved routing',
    service: steps('a', 'b', 'c')
      .node('go', 'parallel', { mode: 'any_order' })
      .line('go', 'a')
      .line('go', 'b')
      .line('go', 'c'),
    code: 'OR1003',
    pointer: '/nodes/3/config/mode',
    instead: 'branches whose steps stand in scopes with one mutex',
  },
  {
    number: 41,
    name: 'Thread merge',
    service: steps('a').node('meet', 'join', { mode: 'count', count: 2 }).line('a', 'meet'),
    code: 'OR3020',
    pointer: '/nodes/1',
    instead: 'a fork whose branches the join counts, or a loop',
  },
  {
    number: 42,
    name: 'Thread split',
    service: steps('a', 'b')
      .edge('a', 'b')
      .edge('a:out', 'b', { label: 'again' })
      .node('c', 'transform', { output: 1 })
      .edge('a', 'c'),
    code: 'OR3005',
    pointer: '/edges/2',
    instead: 'a loop with concurrency',
  },
];

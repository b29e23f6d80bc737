import { joined, pauses, type Supported, steps } from './pattern.ts';

const choice = { branches: [{ id: 'yes', when: '${ input.yes }' }] };
const several = {
  mode: 'all',
  branches: [
    { id: 'a', when: '${ true }' },
    { id: 'b', when: '${ input.yes }' },
    { id: 'c', when: '${ !input.yes }' },
  ],
};
const asked = { yes: { type: 'boolean' } } as const;
const race = { fast: 'PT1S', slow: 'PT9S' };
const three = { ...race, middle: 'PT5S' };

/** Splitting, choosing and coming together. */
export const flow: readonly Supported[] = [
  { number: 1, name: 'Sequence', service: steps('a', 'b').line('a', 'b'), path: 'a b' },
  {
    number: 2,
    name: 'Parallel split',
    service: steps('a', 'b').node('go', 'parallel').line('go', 'a').line('go', 'b'),
    path: 'go a b',
  },
  {
    number: 3,
    name: 'Synchronization',
    service: joined(pauses(steps('after'), race), ['fast', 'slow'], {}).line('meet', 'after'),
    path: 'go fast slow meet after',
  },
  {
    number: 4,
    name: 'Exclusive choice',
    service: steps('a', 'b')
      .input(asked)
      .node('choose', 'decision', choice)
      .edge('choose:yes', 'a')
      .edge('choose:default', 'b'),
    scenario: { input: { yes: false } },
    path: 'choose b',
  },
  {
    number: 5,
    name: 'Simple merge',
    service: steps('a', 'b', 'after')
      .input(asked)
      .node('choose', 'decision', choice)
      .edge('choose:yes', 'a')
      .edge('choose:default', 'b')
      .line('a', 'after')
      .line('b', 'after'),
    scenario: { input: { yes: true } },
    path: 'choose a after',
  },
  {
    number: 6,
    name: 'Multi-choice',
    service: steps('a', 'b', 'c', 'none')
      .input(asked)
      .node('choose', 'decision', several)
      .edge('choose:a', 'a')
      .edge('choose:b', 'b')
      .edge('choose:c', 'c')
      .edge('choose:default', 'none'),
    scenario: { input: { yes: true } },
    path: 'choose a b',
  },
  {
    number: 7,
    name: 'Structured synchronizing merge',
    service: steps('a', 'b', 'c', 'none', 'after')
      .input(asked)
      .node('choose', 'decision', several)
      .node('meet', 'join')
      .edge('choose:a', 'a')
      .edge('choose:b', 'b')
      .edge('choose:c', 'c')
      .edge('choose:default', 'none')
      .line('a', 'meet', 'after')
      .line('b', 'meet')
      .line('c', 'meet')
      .line('none', 'meet'),
    scenario: { input: { yes: false } },
    path: 'choose a c meet after',
  },
  {
    number: 9,
    name: 'Structured discriminator',
    service: joined(pauses(steps('after'), race), ['fast', 'slow'], { mode: 'any', cancel_rest: false }).line(
      'meet',
      'after',
    ),
    path: 'go fast slow meet after',
  },
  {
    number: 29,
    name: 'Cancelling discriminator',
    service: joined(pauses(steps('after'), race), ['fast', 'slow'], { mode: 'any' }).line('meet', 'after'),
    path: 'go fast slow:cancelled meet after',
  },
  {
    number: 30,
    name: 'Structured partial join',
    service: joined(pauses(steps('after'), three), ['fast', 'middle', 'slow'], {
      mode: 'count',
      count: 2,
      cancel_rest: false,
    }).line('meet', 'after'),
    path: 'go fast middle slow meet after',
  },
  {
    number: 32,
    name: 'Cancelling partial join',
    service: joined(pauses(steps('after'), three), ['fast', 'middle', 'slow'], { mode: 'count', count: 2 }).line(
      'meet',
      'after',
    ),
    path: 'go fast middle slow:cancelled meet after',
  },
  {
    number: 10,
    name: 'Arbitrary cycles',
    service: steps('a', 'done')
      .variable('turns', { type: 'integer' }, { initial: 0 })
      .node('count', 'set_variables', { assignments: [{ variable: 'turns', value: '${ vars.turns + 1 }' }] })
      .node('more', 'decision', {
        branches: [
          { id: 'again', when: '${ vars.turns < 2 }' },
          { id: 'back', when: '${ vars.turns < 3 }' },
        ],
      })
      .line('a', 'count', 'more')
      .edge('more:again', 'count', { loop: { max: 5 } })
      .edge('more:back', 'a', { loop: { max: 5 } })
      .edge('more:default', 'done'),
    path: 'a count more count more a count more done',
  },
  {
    number: 22,
    name: 'Recursion',
    service: steps('last')
      .input({ left: { type: 'integer' } })
      .node('more', 'decision', { branches: [{ id: 'yes', when: '${ input.left > 0 }' }] })
      .node('again', 'subflow', { service: 'self', input: { left: '${ input.left - 1 }' }, max_depth: 5 })
      .edge('more:yes', 'again')
      .edge('more:default', 'last'),
    scenario: { input: { left: 1 } },
    path: 'more again again/more again/last',
  },
  {
    number: 11,
    name: 'Implicit termination',
    service: pauses(steps('a'), { b: 'PT1S' }).node('go', 'parallel').line('go', 'a').line('go', 'b'),
    path: 'go a b',
  },
  {
    number: 43,
    name: 'Explicit termination',
    service: pauses(steps('a'), { slow: 'PT9S' })
      .node('go', 'parallel')
      .node('all', 'end', { terminate: true })
      .line('go', 'a', 'all')
      .line('go', 'slow'),
    path: 'go a slow:cancelled all',
  },
  {
    number: 36,
    name: 'Dynamic partial join',
    service: joined(pauses(steps('after'), three).input({ needed: { type: 'integer' } }), ['fast', 'middle', 'slow'], {
      mode: 'count',
      count: '${ input.needed }',
    }).line('meet', 'after'),
    scenario: { input: { needed: 1 } },
    path: 'go fast middle:cancelled slow:cancelled meet after',
  },
];

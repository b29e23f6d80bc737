import { joined, pauses, type Supported, steps } from './pattern.ts';

const inEach = { parent: 'each' };
const list = { list: { type: 'array', items: { type: 'integer' } } } as const;
const work = (config: Readonly<Record<string, unknown>>, duration = '${ duration(string(item) + "s") }') =>
  steps('after')
    .input(list)
    .node('each', 'loop', config)
    .node('work', 'wait', { duration }, inEach)
    .line('each', 'after');

/** Several instances of the same steps. */
export const instances: readonly Supported[] = [
  {
    number: 12,
    name: 'Multiple instances without synchronization',
    service: work({ items: '${ input.list }', concurrency: 5 })
      .node('go', 'parallel')
      .node('on', 'transform', { output: 1 })
      .line('go', 'each')
      .line('go', 'on'),
    scenario: { input: { list: [1, 2] } },
    path: 'go each on work work after',
  },
  {
    number: 13,
    name: 'Multiple instances with a priori design-time knowledge',
    service: work({ mode: 'times', times: 3 }, 'PT1S'),
    scenario: { input: { list: [] } },
    path: 'each work work work after',
  },
  {
    number: 14,
    name: 'Multiple instances with a priori run-time knowledge',
    service: work({ items: '${ input.list }', concurrency: 5 }),
    scenario: { input: { list: [3, 1] } },
    path: 'each work work after',
  },
  {
    number: 15,
    name: 'Multiple instances without a priori run-time knowledge',
    service: steps('after')
      .variable('left', { type: 'integer' }, { initial: 3 })
      .node('each', 'loop', { mode: 'while', condition: '${ vars.left > 0 }' })
      .node('page', 'set_variables', { assignments: [{ variable: 'left', value: '${ vars.left - 1 }' }] }, inEach)
      .line('each', 'after'),
    path: 'each page page page after',
  },
  {
    number: 34,
    name: 'Static partial join for multiple instances',
    service: joined(pauses(steps('after'), { one: 'PT1S', two: 'PT2S', three: 'PT3S' }), ['one', 'two', 'three'], {
      mode: 'count',
      count: 2,
      cancel_rest: false,
    }).line('meet', 'after'),
    path: 'go one two three meet after',
  },
  {
    number: 35,
    name: 'Cancelling partial join for multiple instances',
    service: work({ items: '${ input.list }', concurrency: 5, until: '${ nodes.each.count >= 2 }' }),
    scenario: { input: { list: [1, 9, 2] } },
    path: 'each work work:cancelled work after',
  },
  {
    number: 27,
    name: 'Complete multiple instance activity',
    service: work({ items: '${ input.list }', until: '${ item == 2 }' }),
    scenario: { input: { list: [1, 2, 3] } },
    path: 'each work work after',
  },
  {
    number: 21,
    name: 'Structured loop',
    service: work(
      { mode: 'while', condition: '${ size(input.list) > 0 }', max_iterations: 9, until: '${ index == 1 }' },
      'PT1S',
    ),
    scenario: { input: { list: [1] } },
    path: 'each work work after',
  },
];

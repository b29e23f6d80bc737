import type { Plan } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { effectPlan } from '../effect-plan.ts';

/** A loop over the input with an effect for each item. Of what it gives only the number is read. */
export function overItems(concurrency: number): Plan {
  return effectPlan({
    nodes: [
      { id: 'all', op: 'each', concurrency, keep: { fields: { count: null } } },
      { id: 'work', op: 'act', input: '${ item }', keep: {}, parent: 'all' },
    ],
    output: { value: '${ nodes.all.count }' },
  });
}

/** A loop that goes round so many times with an effect in each turn, and adds up in a variable. */
export function aNumberOfTimes(op: 'times' | 'condition'): Plan {
  const rounds = op === 'times' ? { times: '${ input }' } : { condition: '${ vars.n < input }' };
  return effectPlan({
    variables: { n: { initial: 0 } },
    nodes: [
      { id: 'round', op: 'while', keep: { fields: { count: null } }, ...rounds },
      { id: 'work', op: 'act', keep: {}, parent: 'round' },
      { id: 'add', op: 'set', assign: { n: '${ vars.n + 1 }' }, parent: 'round' },
    ],
    output: { value: '${ [vars.n, nodes.round.count] }' },
  });
}

/** So many items. */
export function items(count: number): Json {
  return Array.from({ length: count }, (_, n) => n);
}

/** A loop over pages, with a loop over the thousand items of each. */
export function overPages(concurrency: number): Plan {
  return effectPlan({
    variables: { done: { initial: 0 } },
    nodes: [
      { id: 'pages', op: 'while', times: '${ input }', keep: {} },
      { id: 'page', op: 'act', parent: 'pages' },
      {
        id: 'all',
        op: 'each',
        items: '${ nodes.page }',
        concurrency,
        keep: { fields: { count: null } },
        parent: 'pages',
      },
      { id: 'work', op: 'act', input: '${ item }', keep: {}, parent: 'all' },
      { id: 'add', op: 'set', assign: { done: '${ vars.done + nodes.all.count }' }, parent: 'pages' },
    ],
    output: { value: '${ vars.done }' },
  });
}

import { service } from '@omniroute/testing';
import { kase, SET, VARIABLES } from './places.ts';
import type { Section } from './rule.ts';

const EFFECTS = 'compiler/src/check/effects/effects.test.ts';
const number = { type: 'integer' } as const;
const set = (variable: string, value: unknown) => ({ assignments: [{ variable, value }] });

export const section6: Section = {
  title: '6. Variables',
  shown: [
    [
      'then it starts at `initial` in each turn of a loop or visit of a scope',
      VARIABLES,
      'a variable of a container begins at its initial value in each turn',
    ],
    [
      'A value that does not fit is `validation.variable`',
      SET,
      'a value that does not fit is validation.variable, and no variable is set',
    ],
    ['Assigned before use on every path, or with `initial`', kase('OR4009')],
    ['may not write one variable', kase('OR5005')],
    ['items of a concurrent `for_each`', kase('OR5005-turns')],
    ['unless it declares `merge: append, sum, max, min or last`', EFFECTS, 'two writers need a merge'],
    ['**contribute-only**', EFFECTS, 'where contributions are collected it is neither set nor read'],
    [
      "contributions merge at the region's end in branch or index order",
      VARIABLES,
      'contributions of branches merge where they meet, in the order of the branches',
    ],
    [
      "contributions merge at the region's end in branch or index order",
      VARIABLES,
      'contributions of items that run beside each other merge at the end, in the order of the items',
    ],
    [
      'Bodies of a concurrent `for_each` read the variables as they stood at its start',
      VARIABLES,
      'bodies of a concurrent loop read the variables as they stood at its start',
    ],
  ],
  found: [
    [
      'Global to the run, or to a container with `scope: <container id>`',
      service().variable('v', number, { initial: 0, scope: 'none' }).node('a', 'transform', { output: 1 }),
      ['OR2008 /variables/0/scope'],
    ],
  ],
  played: [
    [
      'Global to the run',
      service()
        .variable('v', number, { initial: 0 })
        .node('s', 'scope')
        .node('a', 'set_variables', set('v', 1), { parent: 's' })
        .node('b', 'set_variables', set('v', '${ vars.v + 1 }'))
        .line('s', 'b'),
      {},
      { variables: { v: 2 } },
    ],
    [
      'an error of its node',
      service()
        .input({ x: {} })
        .variable('v', number, { initial: 0 })
        .node('a', 'set_variables', set('v', '${ input.x }'), { on_error: { continue: null } }),
      { input: { x: 'text' } },
      { status: 'completed', path: 'a:continued', variables: { v: 0 } },
    ],
  ],
};

import type { Lowering } from '@omniroute/kind-sdk';
import type { setVariables } from './definition.ts';

export const setVariablesLowering: Lowering<typeof setVariables> = {
  type: 'set_variables',
  check: (config) =>
    config.assignments.flatMap(({ value, add }, index) =>
      (value === undefined) === (add === undefined)
        ? [
            {
              code: 'OR6010' as const,
              pointer: `/assignments/${index}`,
              expected: '"value", "add"',
              facts: { where: 'An assignment' },
            },
          ]
        : [],
    ),
  lower: (config, context) => ({
    op: 'set',
    assignments: config.assignments.map(({ variable, add }, index) => ({
      slot: context.slot(variable),
      value: context.mapping(`/assignments/${index}/${add === undefined ? 'value' : 'add'}`),
      add: add !== undefined,
    })),
    value: null,
    output: null,
    next: context.next('out'),
  }),
};

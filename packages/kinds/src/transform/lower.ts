import type { Lowering } from '@omniroute/kind-sdk';
import type { transform } from './definition.ts';

export const transformLowering: Lowering<typeof transform> = {
  type: 'transform',
  lower: (_, context) => ({
    op: 'set',
    assignments: [],
    value: context.mapping('/output'),
    output: null,
    next: context.next('out'),
  }),
};

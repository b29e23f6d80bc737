import type { Lowering } from '@omniroute/kind-sdk';
import type { end } from './definition.ts';

export const endLowering: Lowering<typeof end> = {
  type: 'end',
  lower: (config, context) => ({
    op: 'end',
    status: config.status === undefined ? null : context.mapping('/status'),
    output: config.output === undefined ? null : context.mapping('/output'),
    terminate: config.terminate === true,
  }),
};

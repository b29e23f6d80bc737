import { constant, type Lowering } from '@omniroute/kind-sdk';
import type { code } from './definition.ts';

export const codeLowering: Lowering<typeof code> = {
  type: 'code',
  lower: (config, context) => ({
    op: 'act',
    call: {
      activity: context.activity(),
      input: context.record({
        language: constant(config.language ?? 'javascript'),
        code: constant(config.code),
        input: '/input',
      }),
      options: context.options(),
      connection: null,
    },
    output: context.output(),
    next: context.next('out'),
  }),
};

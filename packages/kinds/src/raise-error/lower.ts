import type { Lowering } from '@omniroute/kind-sdk';
import type { raiseError } from './definition.ts';

export const raiseErrorLowering: Lowering<typeof raiseError> = {
  type: 'raise_error',
  lower: (config, context) => ({
    op: 'raise',
    code: config.code,
    message: context.mapping('/message'),
    details: config.details === undefined ? null : context.mapping('/details'),
  }),
};

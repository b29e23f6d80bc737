import type { Lowering } from '@omniroute/kind-sdk';
import type { newKind } from './definition.ts';

export const newKindLowering: Lowering<typeof newKind> = {
  type: 'new_kind',
  check: (config) =>
    config.path.startsWith('/') || config.path.startsWith('${')
      ? []
      : [{ code: 'OR6012', pointer: '/path', facts: { problem: 'A path begins with /' } }],
  lower: (_, context) => ({
    op: 'act',
    call: context.call(),
    output: context.output(),
    next: context.next('out'),
  }),
};

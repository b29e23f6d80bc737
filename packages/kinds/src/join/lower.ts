import type { Lowering } from '@omniroute/kind-sdk';
import type { join } from './definition.ts';

export const joinLowering: Lowering<typeof join> = {
  type: 'join',
  check({ mode, count }) {
    if (mode === 'count' && count === undefined)
      return [{ code: 'OR6011', pointer: '', facts: { field: 'mode: count', name: 'count' } }];
    if (mode !== 'count' && count !== undefined)
      return [{ code: 'OR6011', pointer: '/count', facts: { field: 'count', name: 'mode: count' } }];
    return [];
  },
  lower(_, context) {
    const { mode, cancelRest, onBranchError } = context.join();
    return {
      op: 'join',
      mode,
      count: mode === 'count' ? context.mapping('/count') : null,
      cancel_rest: cancelRest,
      on_branch_error: onBranchError,
      next: context.next('out'),
    };
  },
};

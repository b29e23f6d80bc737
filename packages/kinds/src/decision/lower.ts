import type { Lowering } from '@omniroute/kind-sdk';
import type { decision } from './definition.ts';

export const decisionLowering: Lowering<typeof decision> = {
  type: 'decision',
  check(config) {
    const seen = new Set<string>(['default']);
    return config.branches.flatMap(({ id }, index) => {
      const twice = seen.has(id);
      seen.add(id);
      return twice ? [{ code: 'OR1015' as const, pointer: `/branches/${index}/id`, facts: { field: id } }] : [];
    });
  },
  lower: (config, context) => ({
    op: 'decide',
    mode: config.mode ?? 'first',
    arms: config.branches.map(({ id }, index) => ({
      id,
      when: context.expr(`/branches/${index}/when`),
      next: context.next(id),
    })),
    otherwise: context.connected('default') ? { next: context.next('default') } : null,
  }),
};

import type { Lowering } from '@omniroute/kind-sdk';
import type { parallel } from './definition.ts';

export const parallelLowering: Lowering<typeof parallel> = {
  type: 'parallel',
  check(config) {
    const seen = new Set<string>();
    return (config.branches ?? []).flatMap(({ id }, index) => {
      const twice = seen.has(id);
      seen.add(id);
      return twice ? [{ code: 'OR1015' as const, pointer: `/branches/${index}/id`, facts: { field: id } }] : [];
    });
  },
  lower: (_, context) => ({ op: 'fork', branches: context.branches() }),
};

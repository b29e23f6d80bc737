import { defineKind } from '@omniroute/kind-sdk';
import Type from 'typebox';

export const parallel = defineKind({
  type: 'parallel',
  version: 1,
  title: 'Parallel',
  category: 'flow',
  icon: 'split',
  role: 'split',
  config: Type.Object(
    {
      branches: Type.Optional(
        Type.Array(
          Type.Object(
            {
              id: Type.String({ pattern: '^[a-z][a-z0-9_]{0,62}$', 'x-literal': true }),
              label: Type.Optional(Type.String({ 'x-literal': true })),
            },
            { additionalProperties: false },
          ),
          { minItems: 1, 'x-ui': { widget: 'branches', order: 1 } },
        ),
      ),
    },
    {
      additionalProperties: false,
      'x-instead': {
        mode: 'All branches of a parallel run at the same time. To let them take turns in any order, draw branches whose steps stand in scopes with one mutex.',
        concurrency:
          'All branches of a parallel run at the same time. To bound how many, draw a loop over a list with concurrency.',
      },
    },
  ),
  defaults: {},
  help: 'Starts several branches that run at the same time. Without named branches it has one exit that several connections may leave by.',
  ports: (config) =>
    Array.isArray(config.branches)
      ? config.branches.map((branch: { id?: unknown; label?: unknown }) => ({
          id: String(branch.id),
          role: 'branch' as const,
          ...(typeof branch.label === 'string' ? { label: branch.label } : {}),
        }))
      : [{ id: 'out', role: 'out' }],
  output: () => null,
  split: () => 'all',
  exhaustive: () => true,
  effects: () => [],
  pauses: false,
  size: { width: 180, height: 64 },
});

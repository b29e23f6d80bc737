import { defineKind } from '@omniroute/kind-sdk';
import Type from 'typebox';

export const decision = defineKind({
  type: 'decision',
  version: 1,
  title: 'Decision',
  category: 'flow',
  icon: 'git-branch',
  role: 'split',
  config: Type.Object(
    {
      branches: Type.Array(
        Type.Object(
          {
            id: Type.String({ pattern: '^[a-z][a-z0-9_]{0,62}$', 'x-literal': true }),
            label: Type.Optional(Type.String({ 'x-literal': true })),
            when: Type.String({ 'x-ui': { role: 'condition' } }),
          },
          { additionalProperties: false },
        ),
        { minItems: 1 },
      ),
      mode: Type.Optional(Type.Enum(['first', 'all'])),
    },
    { additionalProperties: false },
  ),
  defaults: { branches: [{ id: 'yes', label: 'Yes', when: '${ true }' }] },
  help: 'Takes the first branch whose condition holds, or every one that does.',
  ports: (config) => {
    const branches = Array.isArray(config.branches)
      ? (config.branches as readonly { id?: unknown; label?: unknown }[])
      : [];
    return [
      ...branches.map((branch) => ({
        id: String(branch.id),
        role: 'branch' as const,
        ...(typeof branch.label === 'string' ? { label: branch.label } : {}),
      })),
      { id: 'default', role: 'default' as const, label: 'otherwise' },
    ];
  },
  output: (config) => {
    const ids = Array.isArray(config.branches)
      ? config.branches.map((branch: { id?: unknown }) => String(branch.id))
      : [];
    const branch = { type: 'string', enum: [...ids, 'default'] };
    return config.mode === 'all'
      ? {
          schema: {
            type: 'object',
            required: ['branches'],
            properties: { branches: { type: 'array', items: branch } },
            additionalProperties: false,
          },
        }
      : { schema: { type: 'object', required: ['branch'], properties: { branch }, additionalProperties: false } };
  },
  split: (config) => (config.mode === 'all' ? 'inclusive' : 'one'),
  effects: () => [],
  pauses: false,
  size: { width: 200, height: 64 },
});

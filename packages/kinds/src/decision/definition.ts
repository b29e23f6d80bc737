import { defineKind } from '@omniroute/kind-sdk';
import Type from 'typebox';

/** The branches of a config that may be half written. */
function branchesOf(config: Readonly<Record<string, unknown>>): readonly { id?: unknown; label?: unknown }[] {
  return Array.isArray(config.branches) ? config.branches : [];
}

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
        { minItems: 1, 'x-ui': { widget: 'branches', order: 1 } },
      ),
      mode: Type.Optional(Type.Enum(['first', 'all'], { 'x-literal': true, 'x-ui': { order: 2 } })),
    },
    { additionalProperties: false },
  ),
  defaults: { branches: [{ id: 'yes', label: 'Yes', when: '${ true }' }] },
  help: 'Takes the first branch whose condition holds, or every one that does.',
  ports: (config) => [
    ...branchesOf(config).map((branch) => ({
      id: String(branch.id),
      role: 'branch' as const,
      ...(typeof branch.label === 'string' ? { label: branch.label } : {}),
    })),
    { id: 'default', role: 'default' as const, label: 'otherwise' },
  ],
  output: (config) => {
    const ids = branchesOf(config).map((branch) => String(branch.id));
    const branch = { type: 'string', enum: [...ids, 'default'] };
    const properties = config.mode === 'all' ? { branches: { type: 'array', items: branch } } : { branch };
    return {
      schema: { type: 'object', required: Object.keys(properties), properties, additionalProperties: false },
    };
  },
  split: (config) => (config.mode === 'all' ? 'inclusive' : 'one'),
  holds: (config) => {
    const all = branchesOf(config).map((_, index) => ({ pointer: `/branches/${index}/when`, truth: false }));
    const branches = branchesOf(config).map((branch, index) => ({
      port: String(branch.id),
      conditions: [
        ...(config.mode === 'all' ? [] : all.slice(0, index)),
        { pointer: `/branches/${index}/when`, truth: true },
      ],
    }));
    return [...branches, { port: 'default', conditions: all }];
  },
  effects: () => [],
  pauses: false,
  size: { width: 200, height: 64 },
});

import { defineKind } from '@omniroute/kind-sdk';
import Type from 'typebox';

export const join = defineKind({
  type: 'join',
  version: 1,
  title: 'Join',
  category: 'flow',
  icon: 'merge',
  role: 'join',
  config: Type.Object(
    {
      mode: Type.Optional(Type.Enum(['all', 'any', 'count'], { 'x-literal': true, 'x-ui': { order: 1 } })),
      count: Type.Optional(Type.Integer({ minimum: 1, 'x-ui': { role: 'template', order: 2 } })),
      cancel_rest: Type.Optional(Type.Boolean({ 'x-literal': true, 'x-ui': { group: 'advanced', order: 3 } })),
      on_branch_error: Type.Optional(
        Type.Enum(['fail', 'ignore'], { 'x-literal': true, 'x-ui': { group: 'advanced', order: 4 } }),
      ),
    },
    {
      additionalProperties: false,
      'x-instead': {
        blocking:
          'A join lets each round through once. To take one round after the other, draw a join inside a loop: each turn has a fork of its own.',
        timeout: 'To bound how long branches are waited for, draw a scope with a timeout around the fork and its join.',
      },
    },
  ),
  defaults: {},
  help: 'Waits for the branches of a parallel or of a decision that takes several: for all, for the first, or for a number of them.',
  ports: () => [{ id: 'out', role: 'out' }],
  output: () => ({
    schema: {
      type: 'object',
      required: ['winner', 'arrived'],
      additionalProperties: false,
      properties: { winner: { type: 'string' }, arrived: { type: 'array', items: { type: 'string' } } },
    },
  }),
  join: (config) => {
    const { cancel_rest: rest, on_branch_error: onError } = config;
    const mode = config.mode === 'any' || config.mode === 'count' ? config.mode : 'all';
    return {
      mode,
      cancelRest: typeof rest === 'boolean' ? rest : mode !== 'all',
      onBranchError: onError === 'fail' || onError === 'ignore' ? onError : mode === 'all' ? 'fail' : 'ignore',
      count:
        mode === 'count'
          ? { pointer: '/count', literal: typeof config.count === 'number' ? config.count : null }
          : null,
    };
  },
  effects: () => [],
  pauses: false,
  size: { width: 180, height: 64 },
});

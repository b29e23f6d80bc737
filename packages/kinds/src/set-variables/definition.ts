import { defineKind } from '@omniroute/kind-sdk';
import Type from 'typebox';

export const setVariables = defineKind({
  type: 'set_variables',
  version: 1,
  title: 'Set variables',
  category: 'data',
  icon: 'variable',
  role: 'step',
  config: Type.Object(
    {
      assignments: Type.Array(
        Type.Object(
          {
            variable: Type.String({ 'x-literal': true, 'x-ref': 'variable' }),
            value: Type.Optional(Type.Unknown()),
            add: Type.Optional(Type.Unknown()),
          },
          { additionalProperties: false },
        ),
        { minItems: 1 },
      ),
    },
    { additionalProperties: false },
  ),
  defaults: {},
  help: 'Gives variables new values, all at once.',
  ports: () => [{ id: 'out', role: 'out' }],
  output: () => null,
  assigns: (config) =>
    (Array.isArray(config.assignments) ? config.assignments : []).flatMap(
      (each: { variable?: unknown; add?: unknown }, index: number) =>
        typeof each.variable === 'string'
          ? [
              {
                variable: each.variable,
                pointer: `/assignments/${index}/${each.add === undefined ? 'value' : 'add'}`,
                contribution: `/assignments/${index}/add`,
                add: each.add !== undefined,
              },
            ]
          : [],
    ),
  effects: () => [],
  pauses: false,
  size: { width: 200, height: 64 },
});

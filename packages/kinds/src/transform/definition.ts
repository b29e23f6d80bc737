import { defineKind } from '@omniroute/kind-sdk';
import Type from 'typebox';

export const transform = defineKind({
  type: 'transform',
  version: 1,
  title: 'Transform',
  category: 'data',
  icon: 'braces',
  role: 'step',
  config: Type.Object({ output: Type.Unknown() }, { additionalProperties: false }),
  defaults: { output: {} },
  help: 'Makes a value of other values; later steps read it as this step’s output.',
  ports: () => [{ id: 'out', role: 'out' }],
  output: () => ({ of: '/output' }),
  effects: () => [],
  pauses: false,
  size: { width: 200, height: 64 },
});

import { defineKind } from '@omniroute/kind-sdk';
import Type from 'typebox';

const whole = (least: number, most: Readonly<Record<string, number>> = {}) =>
  Type.Integer({ minimum: least, ...most, 'x-literal': true });

/** Turns that can be cancelled or passed over leave a gap where their item would stand. */
function gaps(config: Readonly<Record<string, unknown>>): boolean {
  return (
    config.on_item_error === 'skip' ||
    config.on_item_error === 'report' ||
    (config.until !== undefined && concurrent(config))
  );
}

function concurrent(config: Readonly<Record<string, unknown>>): boolean {
  return typeof config.concurrency === 'number' && config.concurrency > 1;
}

/** Turns that its settings allow, as far as they are written out. */
function atMost({ items, times, max_iterations, batch }: Readonly<Record<string, unknown>>): number | null {
  const written = Array.isArray(items) ? Math.ceil(items.length / (typeof batch === 'number' ? batch : 1)) : times;
  const bounds = [written, max_iterations].filter((bound) => typeof bound === 'number');
  return bounds.length === 0 ? null : Math.min(...bounds);
}

export const loop = defineKind({
  type: 'loop',
  version: 1,
  title: 'Loop',
  category: 'flow',
  icon: 'repeat',
  role: 'container',
  config: Type.Object(
    {
      mode: Type.Optional(Type.Enum(['for_each', 'while', 'times'], { 'x-literal': true, 'x-ui': { order: 1 } })),
      items: Type.Optional(Type.Array(Type.Unknown(), { 'x-ui': { role: 'template', order: 2 } })),
      condition: Type.Optional(Type.String({ 'x-ui': { role: 'condition', order: 3 } })),
      times: Type.Optional(Type.Integer({ minimum: 0, 'x-ui': { role: 'template', order: 4 } })),
      collect: Type.Optional(Type.Unknown({ 'x-ui': { role: 'template', widget: 'mapping', order: 5 } })),
      until: Type.Optional(Type.String({ 'x-ui': { role: 'condition', order: 6 } })),
      concurrency: Type.Optional({ ...whole(1, { maximum: 200 }), 'x-ui': { group: 'advanced', order: 7 } }),
      batch: Type.Optional({ ...whole(1), 'x-ui': { group: 'advanced', order: 8 } }),
      max_iterations: Type.Optional({ ...whole(1), 'x-ui': { group: 'advanced', order: 9 } }),
      on_item_error: Type.Optional(
        Type.Enum(['fail', 'skip', 'report'], { 'x-literal': true, 'x-ui': { group: 'errors', order: 10 } }),
      ),
      tolerate: Type.Optional(
        Type.Object(
          {
            count: Type.Optional(whole(0)),
            percent: Type.Optional(Type.Number({ minimum: 0, maximum: 100, 'x-literal': true })),
          },
          { additionalProperties: false, 'x-ui': { group: 'errors', order: 11 } },
        ),
      ),
    },
    { additionalProperties: false },
  ),
  defaults: { mode: 'for_each' },
  help: 'Repeats the steps inside: for each item of a list, one by one or several at a time, while a condition holds, or a number of times.',
  ports: () => [
    { id: 'out', role: 'out' },
    { id: 'error', role: 'error' },
  ],
  output: (config) => ({ collects: { of: config.collect === undefined ? null : '/collect', gaps: gaps(config) } }),
  body: (config) => ({
    repeats: true,
    concurrent: concurrent(config),
    item:
      config.mode === undefined || config.mode === 'for_each'
        ? { of: '/items', batched: config.batch !== undefined }
        : null,
    index: true,
    inside: ['/collect', '/until'].filter((pointer) => config[pointer.slice(1)] !== undefined),
    soFar: config.until === undefined ? [] : ['/until'],
    atMost: atMost(config),
    atOnce: concurrent(config) ? Number(config.concurrency) : 1,
    undoes: false,
    certain: false,
  }),
  holds: (config) =>
    config.mode === 'while' ? [{ port: null, conditions: [{ pointer: '/condition', truth: true }] }] : [],
  effects: () => [],
  pauses: false,
  size: { width: 240, height: 72 },
});

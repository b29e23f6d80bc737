import type { RetryPolicy } from '@omniroute/dsl';
import Type from 'typebox';
import type { OutputSpec, PortSpec } from './define-kind.ts';

/** What all kinds share that are one effect: it completes or fails. */
export const effectStep = {
  role: 'step',
  ports: (): readonly PortSpec[] => [
    { id: 'out', role: 'out' },
    { id: 'error', role: 'error' },
  ],
  pauses: false,
  size: { width: 220, height: 64 },
} as const;

/** The policy for calls over a network: what the other side has `decided` is not asked again. */
export function networkRetries(decided: readonly string[] = []): RetryPolicy {
  return {
    initial_interval: 'PT1S',
    backoff_coefficient: 2,
    maximum_interval: 'PT1M',
    maximum_attempts: 5,
    non_retryable_errors: ['http.4xx', 'auth', ...decided],
  };
}

/** The connection of a kind that can also do without one. */
export const optionalConnection = () =>
  Type.Optional(Type.String({ 'x-literal': true, 'x-ref': 'connection', 'x-ui': { order: 1 } }));

/** A text written out in the document: a name, a query, a version. */
export const writtenField = (order: number, more: object = {}) =>
  Type.String({ minLength: 1, 'x-literal': true, 'x-ui': { order, ...more } });

/** An address: it is written into the logs of every server on the way, so personal data and secrets do not belong there. */
export const addressField = (order: number) =>
  Type.String({ minLength: 1, 'x-exposed': 'address', 'x-ui': { role: 'template', order } });

/** A name or key by which something is found: it is stored as it is. */
export const nameField = (order: number) =>
  Type.String({ minLength: 1, 'x-exposed': 'name', 'x-ui': { role: 'template', order } });

/** A value of any shape, made of templates. */
export const valueField = (order: number) => Type.Unknown({ 'x-ui': { role: 'template', widget: 'mapping', order } });

/** Names with plain values, as headers are. */
export const pairsField = (order: number) =>
  Type.Record(
    Type.String(),
    Type.Union([Type.String(), Type.Number(), Type.Boolean()], { 'x-ui': { role: 'template' } }),
    { 'x-ui': { widget: 'pairs', group: 'request', order } },
  );

/** The schema of what the kind cannot know of its answer. */
export const outputSchemaField = (order: number) =>
  Type.Optional(Type.Unsafe<unknown>({ 'x-schema': true, 'x-ui': { widget: 'schema', group: 'answer', order } }));

/** An output that is what `output_schema` says; without one reading it is not checked. */
export function outputAsSaid(config: Readonly<Record<string, unknown>>): OutputSpec {
  return config.output_schema === undefined ? { unchecked: true } : { schema: config.output_schema as never };
}

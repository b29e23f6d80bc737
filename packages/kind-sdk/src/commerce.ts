import type { JsonSchema } from '@omniroute/dsl';
import type { Idempotency, Queue } from '@omniroute/plan';
import Type from 'typebox';
import { effectStep, networkRetries } from './effect-step.ts';

/** What all kinds share that are one operation of a commerce connection. */
export const commerceStep = { ...effectStep, category: 'commerce' } as const;

/** The activity part: what the network did is tried again, what the provider has `decided` is not. */
export function commerceActivity(idempotency: Idempotency, decided: readonly string[] = ['business']) {
  return {
    queue: 'omniroute-integration' as Queue,
    idempotency: () => idempotency,
    connection: 'commerce',
    recommended: { retry_policy: networkRetries(decided) },
  };
}

/** The connection field, first of every such kind. */
export const connectionField = () => Type.String({ 'x-literal': true, 'x-ref': 'connection', 'x-ui': { order: 1 } });

/** A text that takes a template: an id, a reference, a code. */
export const textField = (order: number) => Type.String({ minLength: 1, 'x-ui': { role: 'template', order } });

/** The key of the effect that is undone: an undo writes `${ compensation.key }`. */
export const effectKeyField = (order: number) =>
  Type.Optional(Type.String({ minLength: 1, 'x-ui': { role: 'template', group: 'undo', order } }));

/** Integer minor units and an ISO 4217 code. */
export const moneyField = (order: number) =>
  Type.Object(
    {
      amount: Type.Integer({ minimum: 0, 'x-ui': { role: 'template' } }),
      currency: Type.String({ minLength: 3, maxLength: 3, 'x-ui': { role: 'template' } }),
    },
    { additionalProperties: false, 'x-ui': { role: 'money', order } },
  );

/** A closed object all of whose fields are there. */
export function closedObject(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

export const TEXT = { type: 'string' } as const;
export const INTEGER = { type: 'integer' } as const;
export const MONEY: JsonSchema = closedObject({ amount: INTEGER, currency: TEXT });

/** A value, or null where there is none. */
export function orNull(schema: JsonSchema): JsonSchema {
  return { anyOf: [schema, { type: 'null' }] };
}

/** A payment that was asked for and not declined. */
export const PAYMENT: JsonSchema = closedObject({
  id: TEXT,
  status: { enum: ['initiated', 'pending', 'succeeded', 'unknown'] },
  amount: MONEY,
  paid: MONEY,
});

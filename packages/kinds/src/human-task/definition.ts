import { defineKind } from '@omniroute/kind-sdk';
import Type from 'typebox';

const names = Type.Array(Type.String({ minLength: 1, 'x-ui': { role: 'template' } }));
const People = Type.Object(
  {
    users: Type.Optional(names),
    roles: Type.Optional(names),
    expression: Type.Optional(Type.String({ 'x-type': { type: 'array', items: { type: 'string' } } })),
  },
  { additionalProperties: false },
);
const duration = Type.String({ format: 'duration', 'x-ui': { role: 'duration' } });

export const humanTask = defineKind({
  type: 'human_task',
  version: 1,
  title: 'Task for a person',
  category: 'people',
  icon: 'user-check',
  role: 'split',
  config: Type.Object(
    {
      title: Type.String({ minLength: 1, 'x-ui': { role: 'template' } }),
      description: Type.Optional(Type.String({ 'x-ui': { role: 'template', multiline: true } })),
      form: Type.Optional(Type.Unsafe<unknown>({ 'x-schema': true })),
      assignees: Type.Optional(People),
      outcomes: Type.Array(
        Type.Object(
          {
            id: Type.String({ pattern: '^[a-z][a-z0-9_]{0,62}$', 'x-literal': true }),
            label: Type.Optional(Type.String({ 'x-literal': true })),
            required: Type.Optional(Type.Array(Type.String({ 'x-literal': true }))),
          },
          { additionalProperties: false },
        ),
        { minItems: 1 },
      ),
      due: Type.Optional(Type.String({ format: 'duration', 'x-ui': { role: 'duration' } })),
      escalation: Type.Optional(
        Type.Array(Type.Object({ after: duration, to: People }, { additionalProperties: false })),
      ),
      timeout: Type.Optional(duration),
    },
    { additionalProperties: false },
  ),
  defaults: { title: 'Do something', outcomes: [{ id: 'done', label: 'Done' }] },
  help: 'Gives a person something to decide or do, with a form and outcomes; reminds, escalates and closes in time.',
  ports: (config) => {
    const outcomes = Array.isArray(config.outcomes)
      ? (config.outcomes as readonly { id?: unknown; label?: unknown }[])
      : [];
    const exits = outcomes.map((outcome) => ({
      id: String(outcome.id),
      role: 'outcome' as const,
      ...(typeof outcome.label === 'string' ? { label: outcome.label } : {}),
    }));
    return [
      ...exits,
      ...(config.timeout === undefined ? [] : [{ id: 'timeout', role: 'timeout' as const, label: 'nobody answered' }]),
    ];
  },
  output: (config) => ({
    schema: {
      type: 'object',
      required: ['outcome', 'data', 'by', 'at'],
      additionalProperties: false,
      properties: {
        outcome: {
          type: 'string',
          enum: [
            ...(Array.isArray(config.outcomes)
              ? config.outcomes.map((outcome: { id?: unknown }) => String(outcome.id))
              : []),
            ...(config.timeout === undefined ? [] : ['timeout']),
          ],
        },
        data: (config.form ?? {}) as never,
        by: { type: ['string', 'null'] },
        at: { type: 'string', format: 'date-time' },
      },
    },
  }),
  split: () => 'one',
  exhaustive: () => true,
  effects: () => ['task'],
  pauses: true,
  activity: {
    queue: 'omniroute-core',
    idempotency: () => 'native',
    recommended: {},
    verbs: ['open', 'close', 'escalate'],
  },
  size: { width: 240, height: 72 },
});

import { defineKind, schemaAt } from '@omniroute/kind-sdk';
import Type from 'typebox';

const names = Type.Array(Type.String({ minLength: 1, 'x-ui': { role: 'template' } }));
const people = {
  users: Type.Optional(names),
  roles: Type.Optional(names),
  expression: Type.Optional(
    Type.String({ 'x-type': { type: 'array', items: { type: 'string' } }, 'x-ui': { role: 'template' } }),
  ),
};
const duration = { format: 'duration' } as const;

/** The outcomes of a config that may be half written. */
function outcomesOf(config: Readonly<Record<string, unknown>>): readonly { id?: unknown; label?: unknown }[] {
  return Array.isArray(config.outcomes) ? config.outcomes : [];
}

export const humanTask = defineKind({
  type: 'human_task',
  version: 1,
  title: 'Task for a person',
  category: 'people',
  icon: 'user-check',
  role: 'split',
  config: Type.Object(
    {
      title: Type.String({ minLength: 1, 'x-ui': { role: 'template', order: 1 } }),
      description: Type.Optional(Type.String({ 'x-ui': { role: 'template', multiline: true, order: 2 } })),
      form: Type.Optional(Type.Unsafe<unknown>({ 'x-schema': true, 'x-ui': { widget: 'schema', order: 3 } })),
      assignees: Type.Optional(
        Type.Object(people, { additionalProperties: false, 'x-ui': { widget: 'people', group: 'who', order: 4 } }),
      ),
      outcomes: Type.Array(
        Type.Object(
          {
            id: Type.String({ pattern: '^[a-z][a-z0-9_]{0,62}$', 'x-literal': true }),
            label: Type.Optional(Type.String({ 'x-literal': true })),
            required: Type.Optional(Type.Array(Type.String({ 'x-literal': true }), { 'x-literal': true })),
          },
          { additionalProperties: false },
        ),
        { minItems: 1, 'x-ui': { widget: 'outcomes', order: 5 } },
      ),
      due: Type.Optional(Type.String({ ...duration, 'x-ui': { role: 'duration', group: 'time', order: 6 } })),
      escalation: Type.Optional(
        Type.Array(
          Type.Object(
            {
              after: Type.String({ ...duration, 'x-ui': { role: 'duration' } }),
              to: Type.Object(people, { additionalProperties: false, 'x-ui': { widget: 'people' } }),
            },
            { additionalProperties: false },
          ),
          { 'x-ui': { group: 'time', order: 7 } },
        ),
      ),
      timeout: Type.Optional(Type.String({ ...duration, 'x-ui': { role: 'duration', group: 'time', order: 8 } })),
    },
    { additionalProperties: false },
  ),
  defaults: { title: 'Do something', outcomes: [{ id: 'done', label: 'Done' }] },
  help: 'Gives a person something to decide or do, with a form and outcomes; reminds, escalates and closes in time.',
  ports: (config) => [
    ...outcomesOf(config).map((outcome) => ({
      id: String(outcome.id),
      role: 'outcome' as const,
      ...(typeof outcome.label === 'string' ? { label: outcome.label } : {}),
    })),
    ...(config.timeout === undefined ? [] : [{ id: 'timeout', role: 'timeout' as const, label: 'nobody answered' }]),
  ],
  output: (config, facts) => {
    const late = facts?.timedOut === true;
    const form = config.form === undefined ? {} : schemaAt(config.form as never, '/properties/data/anyOf/0');
    const nothing = { type: 'object', additionalProperties: false, properties: {} };
    return {
      schema: {
        type: 'object',
        required: ['outcome', 'data', 'by', 'at'],
        additionalProperties: false,
        properties: {
          outcome: {
            type: 'string',
            enum: [...outcomesOf(config).map((outcome) => String(outcome.id)), ...(late ? ['timeout'] : [])],
          },
          data: { anyOf: late ? [form, nothing] : [form] },
          by: { type: late ? ['string', 'null'] : 'string' },
          at: { type: 'string', format: 'date-time' },
        },
      },
    };
  },
  split: () => 'one',
  exhaustive: () => true,
  after: (config) => (config.timeout === undefined ? [] : [{ port: 'timeout', pointer: '/timeout' }]),
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

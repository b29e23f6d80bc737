import { expect, test } from 'vitest';
import { httpText } from './http-page.ts';
import { fieldRows, schemaText } from './schema-text.ts';

test('each operation has its parameters, its body and its answers', () => {
  const text = httpText({
    paths: {
      '/api/v1/messages/{id}': {
        post: {
          summary: 'Send a message',
          tags: ['messages'],
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }],
          requestBody: {
            content: {
              'application/json': {
                schema: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
              },
            },
          },
          responses: {
            202: {
              content: {
                'application/json': { schema: { type: 'object', properties: { runs: { type: 'integer' } } } },
              },
            },
          },
        },
      },
    },
  });
  expect(text.slice(text.indexOf('## messages'))).toBe(`## messages

### POST /api/v1/messages/{id}

Send a message.

| parameter | in | is | needed |
| --- | --- | --- | --- |
| \`id\` | path | uuid | yes |

| body field | is | needed |
| --- | --- | --- |
| \`name\` | text | yes |

| answer | body |
| --- | --- |
| 202 | { \`runs\` } |
`);
});

test('a schema is said in a few words', () => {
  expect(schemaText({ enum: ['a', 'b', 'c'] })).toBe('`"a"`, `"b"` or `"c"`');
  expect(schemaText({ anyOf: [{ const: 'a' }, { type: 'null' }] })).toBe('`"a"` or `null`');
  expect(schemaText({ type: ['string', 'null'], format: 'duration' })).toBe('duration or `null`');
  expect(schemaText({ type: 'array', items: { type: 'integer', minimum: 1, maximum: 9 } })).toBe(
    'list of whole number, 1 to 9',
  );
  expect(schemaText({ type: 'object', additionalProperties: { type: 'string' } })).toBe('object of text');
  expect(schemaText({ type: 'string', minLength: 1, maxLength: 80 })).toBe('text, 1 to 80 characters');
  expect(schemaText({})).toBe('any value');
});

test('fields of nested objects and of the items of lists have rows of their own', () => {
  const branch = { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] };
  const schema = { type: 'object', properties: { branches: { type: 'array', items: branch }, to: branch } };
  expect(fieldRows(schema)).toEqual([
    ['`branches`', 'list of { `id` }', ''],
    ['`branches[].id`', 'text', 'yes'],
    ['`to`', '{ `id` }', ''],
    ['`to.id`', 'text', 'yes'],
  ]);
});

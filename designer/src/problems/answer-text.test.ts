import { INT, NO_LIBRARIES, type TypeEnv, typeFromSchema } from '@omniroute/expressions';
import { expect, it } from 'vitest';
import { answerText } from './answer-text.ts';
import type { TextQuestion } from './protocol.ts';

const env: TypeEnv = {
  roots: {
    index: INT,
    input: typeFromSchema({
      type: 'object',
      required: ['customer', 'rows', 'level'],
      properties: {
        customer: { type: 'string' },
        rows: { type: 'array', items: { type: 'object', required: ['sku'], properties: { sku: { type: 'string' } } } },
        level: { enum: ['gold', 'plain'] },
        due: { type: 'string', format: 'date' },
      },
    }),
  },
};
const ask = (want: TextQuestion['want'], text: string, at = text.length) =>
  answerText({ place: { of: 'service', pointer: '' }, want, text, at }, env, NO_LIBRARIES, 0);

it('fields are proposed while they are typed, with their types', () => {
  expect(ask('completions', 'input.cu').completions).toEqual([
    { label: 'customer', kind: 'field', type: 'text', doc: '', from: 6 },
  ]);
  expect(ask('hover', 'input.level', 8).hover).toMatchObject({ type: 'one of "gold", "plain"' });
});

it.each([
  ['${ input.customer + "!" }', { type: 'text', value: 'customer!' }],
  ['Level ${ input.level }, ${ index + 1 }', { type: 'text', value: 'Level gold, 2' }],
  ['${ input.rows.map(r, r.sku) }', { type: 'a list of text', value: ['sku'] }],
  ['${ input.?due.orValue("never") }', { type: 'text', value: '2026-01-05' }],
  ['${ input.nothing }', null],
  ['${ 1 + }', null],
])('what %s gives for sample data is shown unless something is wrong with it', (text, sample) => {
  expect(ask('sample', text).sample).toEqual(sample);
});

it('where nothing can be said, nothing is', () => {
  const question: TextQuestion = { place: { of: 'service', pointer: '' }, want: 'completions', text: '', at: 0 };
  expect(answerText(question, null, NO_LIBRARIES, 0)).toEqual({ completions: [], hover: null, sample: null });
});

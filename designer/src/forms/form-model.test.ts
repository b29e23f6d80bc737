import { describe, expect, it } from 'vitest';
import { fieldsOf, readForm } from './form-model.ts';

const schema = {
  type: 'object',
  required: ['order_id', 'amount'],
  properties: {
    order_id: { type: 'string', title: 'Order' },
    amount: { type: 'integer' },
    urgent: { type: 'boolean' },
    channel: { enum: ['sms', 'email'], default: 'sms' },
    lines: { type: 'array' },
  },
};

describe('a form made from a schema', () => {
  it('has a field for each property in its order', () => {
    expect(
      fieldsOf(schema).map(({ name, label, kind, required, initial }) => [name, label, kind, required, initial]),
    ).toEqual([
      ['order_id', 'Order', 'text', true, ''],
      ['amount', 'amount', 'integer', true, ''],
      ['urgent', 'urgent', 'boolean', false, ''],
      ['channel', 'channel', 'choice', false, 'sms'],
      ['lines', 'lines', 'json', false, ''],
    ]);
  });

  it('reads what was typed, leaves out what is empty, and keeps numbers numbers', () => {
    expect(readForm(fieldsOf(schema), { order_id: '42', amount: '7', urgent: 'true', lines: '[1]' })).toEqual({
      value: { order_id: '42', amount: 7, urgent: true, channel: 'sms', lines: [1] },
      problems: {},
    });
  });

  it('names each problem at its field and guesses nothing', () => {
    const { value, problems } = readForm(fieldsOf(schema), { amount: '1.5', lines: '[' });
    expect(value).toEqual({ channel: 'sms' });
    expect(Object.fromEntries(Object.entries(problems).map(([name, problem]) => [name, problem.key]))).toEqual({
      order_id: 'form.required',
      amount: 'form.number',
      lines: 'form.invalid_json',
    });
  });

  it('is empty for a service without inputs', () => {
    expect(fieldsOf(undefined)).toEqual([]);
  });
});

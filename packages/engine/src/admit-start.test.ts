import { planOf } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { admitStart } from './admit-start.ts';

const facts = { run: 'r', tenant: 't', service: 's', version: 1, started_at: 0 };
const nodes = [{ id: 'a', op: 'act' }] as const;
const input = { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] } as const;
const plan = planOf({
  nodes,
  input,
  triggers: [
    {
      id: 'placed',
      config: { event: 'order.placed', dedupe_key: '${ event.data.id }' },
      input: { id: '${ event.data.id }' },
      when: '${ event.data.total > 10 }',
    },
  ],
  subscriptions: [{ name: 'order.confirmed', correlation: '${ input.id }' }],
  business_keys: { order: '${ input.id }' },
});

test('what a trigger received is filtered, mapped and judged', () => {
  expect(admitStart(plan, { facts, event: { data: { id: 'o-1', total: 11 } } })).toEqual({
    ok: true,
    trigger: 'placed',
    input: { id: 'o-1' },
    dedupeKey: 'o-1',
    subscriptions: [{ name: 'order.confirmed', correlation: 'o-1' }],
    businessKeys: { order: 'o-1' },
  });
  expect(admitStart(plan, { facts, event: { data: { id: 'o-1', total: 9 } } })).toEqual({
    ok: false,
    reason: 'filtered',
  });
});

test("a start that gives input skips the trigger's mapping, filter and dedupe key", () => {
  expect(admitStart(plan, { facts, trigger: 'placed', input: { id: 'o-2' } })).toMatchObject({
    ok: true,
    input: { id: 'o-2' },
    dedupeKey: null,
  });
});

test('an input that does not fit makes no run', () => {
  expect(admitStart(plan, { facts, input: { id: 7 } })).toMatchObject({
    ok: false,
    reason: 'input',
    error: { code: 'validation.input', message: 'The input does not fit: /id must be text.' },
  });
});

test('an event that the mapping cannot read makes no run', () => {
  expect(admitStart(plan, { facts, event: { data: {} } })).toMatchObject({
    ok: false,
    reason: 'input',
    error: { code: 'expression' },
  });
});

test('without a mapping the input is event.data', () => {
  const bare = planOf({ nodes, input, triggers: [{ id: 'placed' }] });
  expect(admitStart(bare, { facts, event: { data: { id: 'o-1' } } })).toMatchObject({ ok: true, input: { id: 'o-1' } });
});

test('a trigger may be left out where there is one or none', () => {
  const none = planOf({ nodes });
  expect(admitStart(none, { facts, input: 1 })).toMatchObject({ ok: true, trigger: 'manual', input: 1 });
  expect(admitStart(none, { facts, trigger: 'manual', input: 1 })).toMatchObject({ ok: true, trigger: 'manual' });
  expect(admitStart(none, { facts, trigger: 'other', input: 1 })).toEqual({ ok: false, reason: 'trigger' });
  const two = planOf({ nodes, triggers: [{ id: 'x' }, { id: 'y' }] });
  expect(admitStart(two, { facts, input: 1 })).toEqual({ ok: false, reason: 'trigger' });
  expect(admitStart(two, { facts, trigger: 'y', input: 1 })).toMatchObject({ ok: true, trigger: 'y' });
});

test('a message that a run may wait for further on is not awaited where the input does not tell which', () => {
  const optional = planOf({
    nodes,
    input: { type: 'object', properties: { id: { type: 'string' } } },
    subscriptions: [{ name: 'order.confirmed', correlation: '${ input.id }' }],
  });
  expect(admitStart(optional, { facts, input: {} })).toMatchObject({ ok: true, subscriptions: [] });
  expect(admitStart(optional, { facts, input: { id: 'o-1' } })).toMatchObject({
    subscriptions: [{ name: 'order.confirmed', correlation: 'o-1' }],
  });
});

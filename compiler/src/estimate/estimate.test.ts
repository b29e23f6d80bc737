import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import type { Plan } from '@omniroute/plan';
import { type ServiceBuilder, service } from '@omniroute/testing';
import { describe, expect, test } from 'vitest';
import { compile, type LoweringRegistry } from '../index.ts';
import { type Estimate, estimate } from './estimate.ts';

function planOf(builder: ServiceBuilder): Plan {
  const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };
  const { plan, diagnostics } = compile({ document: builder.json }, options);
  if (plan === undefined) throw new Error(JSON.stringify(diagnostics));
  return plan;
}

const of = (builder: ServiceBuilder): Estimate => estimate(planOf(builder));
const base = service().connection('sandbox');
const sms = { connection: 'sandbox', channel: 'sms', to: '+1', text: 'Hello' };
const retry = (maximum_attempts: number) => ({ retry_policy: { maximum_attempts, initial_interval: 'PT1S' } });
const tell = (builder: ServiceBuilder, id: string, rest: object = {}) =>
  builder.node(id, 'send_notification', sms, rest);
const orders = (list: object = {}) => base.input({ orders: { type: 'array', items: { type: 'string' }, ...list } });

describe('time', () => {
  test.each<[string, ServiceBuilder, string, string | null]>([
    ['a pause', base.node('pause', 'wait', { duration: 'PT2H' }), 'PT2H', 'PT2H'],
    ['one attempt may take thirty seconds', tell(base, 'a'), 'PT0S', 'PT30S'],
    ['three attempts, pauses of one and two seconds', tell(base, 'a', retry(3)), 'PT0S', 'PT1M33S'],
    [
      'a limit of all attempts, and one that begins just before it',
      tell(base, 'a', { retry_policy: {}, timeout: { total: 'PT5M', start_to_close: 'PT1M' } }),
      'PT0S',
      'PT6M',
    ],
    ['nothing but the deadline', tell(base, 'a', { retry_policy: {} }).with({ timeout: 'P1D' }), 'PT0S', 'P1D'],
    [
      'a scope with a limit',
      tell(base.node('s', 'scope', { timeout: 'PT10S' }), 'a', { parent: 's', ...retry(3) }),
      'PT0S',
      'PT10S',
    ],
    [
      'branches side by side, the longest',
      base
        .node('go', 'parallel')
        .node('one', 'wait', { duration: 'PT1M' })
        .node('two', 'wait', { duration: 'PT3M' })
        .node('meet', 'join')
        .line('go', 'one', 'meet')
        .line('go', 'two', 'meet'),
      'PT3M',
      'PT3M',
    ],
    [
      'seven items, three at a time, in three rounds',
      tell(
        orders({ minItems: 7, maxItems: 7 }).node('each', 'loop', { items: '${ input.orders }', concurrency: 3 }),
        'a',
        {
          parent: 'each',
        },
      ),
      'PT0S',
      'PT1M30S',
    ],
    [
      'an undo after the deadline',
      tell(tell(base, 'a', { compensate_with: 'b' }), 'b').with({ timeout: 'PT10S' }),
      'PT0S',
      'PT40S',
    ],
  ])('%s', (_, builder, least, most) => {
    expect(of(builder).duration).toEqual({ least, most });
  });

  test('what nothing bounds has a name and a reason', () => {
    expect(
      of(base.message('paid').node('w', 'wait', { message: { name: 'paid', correlation: '1' } })).duration,
    ).toEqual({
      least: 'PT0S',
      most: null,
      unbounded: { node: 'w', because: 'it waits for a message' },
    });
  });
});

describe('calls and attempts', () => {
  test.each<[string, ServiceBuilder, [number, number | null], [number, number | null]]>([
    ['retries are attempts of one call', tell(base, 'a', retry(5)), [1, 1], [1, 5]],
    [
      'one of two ways',
      tell(
        base
          .input({ big: { type: 'boolean' } })
          .node('ask', 'decision', { branches: [{ id: 'yes', when: '${ input.big }' }] }),
        'a',
      )
        .edge('ask:yes', 'a')
        .node('stop', 'end')
        .edge('ask:default', 'stop'),
      [0, 1],
      [0, 1],
    ],
    ['a way back that may be taken twice', tell(base, 'a').edge('a', 'a', { loop: { max: 2 } }), [1, 3], [1, 3]],
    [
      'a list of two to four items, twice each',
      tell(
        tell(orders({ minItems: 2, maxItems: 4 }).node('each', 'loop', { items: '${ input.orders }' }), 'a', {
          parent: 'each',
        }),
        'b',
        {
          parent: 'each',
        },
      ).edge('a', 'b'),
      [4, 8],
      [4, 8],
    ],
    [
      'a list without an end, but with a limit',
      tell(orders().node('each', 'loop', { items: '${ input.orders }', max_iterations: 50, batch: 10 }), 'a', {
        parent: 'each',
      }),
      [0, 50],
      [0, 50],
    ],
    [
      'a scope that is tried three times, with what undoes it',
      tell(tell(base.node('s', 'scope', {}, retry(3)), 'a', { parent: 's', compensate_with: 'b', ...retry(2) }), 'b', {
        parent: 's',
      }),
      [1, 6],
      [1, 9],
    ],
  ])('%s', (_, builder, calls, attempts) => {
    const told = of(builder);
    expect([told.calls.least, told.calls.most]).toEqual(calls);
    expect([told.attempts.least, told.attempts.most]).toEqual(attempts);
  });

  test('an endless list is named', () => {
    const told = of(tell(orders().node('each', 'loop', { items: '${ input.orders }' }), 'a', { parent: 'each' }));
    const unbounded = { node: 'each', because: 'nothing says how long its list is at most' };
    expect([told.calls, told.events.unbounded, told.bytes.unbounded]).toEqual([
      { least: 0, most: null, unbounded },
      unbounded,
      unbounded,
    ]);
  });
});

describe('money', () => {
  const plan = planOf(tell(base, 'a', retry(5)));

  test('is counted where a price is known, from calls to attempts', () => {
    const prices = { currency: 'NGN', per_call: { send_notification: 4 } };
    expect(estimate(plan, { prices }).cost).toEqual({ currency: 'NGN', least: 4, most: 20 });
  });

  test('is not made up', () => {
    expect(estimate(plan).cost).toBeUndefined();
    expect(estimate(plan, { prices: { currency: 'NGN', per_call: { http_request: 1 } } }).cost).toBeUndefined();
    expect(estimate(plan).providers).toEqual({ send_notification: { least: 1, most: 5 } });
  });
});

test('bytes grow with what schemas allow', () => {
  const most = (maxLength: number) =>
    of(
      base
        .with({
          inputs: { type: 'object', additionalProperties: false, properties: { text: { type: 'string', maxLength } } },
        })
        .node('t', 'transform', { output: 1 }),
    ).bytes;
  expect((most(1_000).most ?? 0) - (most(10).most ?? 0)).toBe(6 * 990);
  expect(most(10).least).toBeLessThanOrEqual(most(1_000).least);
});

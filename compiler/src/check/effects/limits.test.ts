import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import { type ServiceBuilder, service } from '@omniroute/testing';
import { describe, expect, test } from 'vitest';
import { compile, type LoweringRegistry } from '../../index.ts';

/** What is found of limits, timers, crowds and undos: code and place. */
function found(builder: ServiceBuilder): string[] {
  const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };
  return compile({ document: builder.json }, options)
    .diagnostics.filter(({ severity, code }) => severity !== 'hint' && code !== 'OR4012')
    .map(({ code, pointer }) => `${code} ${pointer}`);
}

const base = service().connection('sandbox');
const sms = { connection: 'sandbox', channel: 'sms', to: '+1', text: 'Hello' };
const telling = (extra: Record<string, unknown>) => base.node('tell', 'send_notification', sms, extra as never);

describe('limits of one step', () => {
  test.each<[string, Record<string, unknown>, string[]]>([
    ['a heartbeat within the attempt', { timeout: { start_to_close: 'PT30S', heartbeat: 'PT10S' } }, []],
    [
      'a heartbeat as long as an attempt may take by itself',
      { timeout: { heartbeat: 'PT30S' } },
      ['OR5014 /nodes/0/timeout/heartbeat'],
    ],
    ['an attempt as long as all together', { timeout: { start_to_close: 'PT1M', total: 'PT1M' } }, []],
    ['less than the attempt of a step that says nothing', { timeout: { total: 'PT10S' } }, []],
    [
      'a first pause beyond all attempts',
      { retry_policy: { initial_interval: 'PT1M' }, timeout: { total: 'PT1M' } },
      ['OR5014 /nodes/0/retry_policy/initial_interval'],
    ],
    [
      'one policy of several',
      {
        retry_policy: [
          { on: ['quota'], initial_interval: 'PT1M', maximum_interval: 'PT1M', maximum_attempts: 2 },
          { initial_interval: 'PT2M', maximum_interval: 'PT1M', maximum_attempts: 2 },
        ],
      },
      ['OR5014 /nodes/0/retry_policy/1/initial_interval'],
    ],
  ])('%s', (_, extra, expected) => {
    expect(found(telling(extra))).toEqual(expected);
  });
});

describe('timers and what ends around them', () => {
  const inScope = (timeout: string, duration: string) =>
    base.node('in_time', 'scope', { timeout }).node('pause', 'wait', { duration }, { parent: 'in_time' });

  test('a timer may last as long as the scope around it', () => {
    expect(found(inScope('PT1H', 'PT1H'))).toEqual([]);
    expect(found(inScope('PT1H', 'PT61M'))).toEqual(['OR5004 /nodes/1/config/duration']);
  });

  test('the scope itself is measured by what is around it', () => {
    expect(found(inScope('PT2H', 'PT1H').with({ timeout: 'PT90M' }))).toEqual(['OR5004 /nodes/0/config/timeout']);
  });

  test('what undoes has all the time it needs', () => {
    const undoing = telling({ compensate_with: 'sorry' })
      .node('sorry', 'send_notification', sms, { timeout: { total: 'P2D' }, retry_policy: { maximum_attempts: 9 } })
      .with({ timeout: 'P1D' });
    expect(found(undoing)).toEqual([]);
  });
});

describe('turns side by side', () => {
  const nested = (outer: object, inner: object) =>
    base
      .input({ l: { type: 'array', items: { type: 'integer' } } })
      .node('shops', 'loop', { items: '${ input.l }', ...outer })
      .node('orders', 'loop', { items: '${ input.l }', ...inner }, { parent: 'shops' });
  const full = (outer: object, inner: object) =>
    nested(outer, inner).node('tell', 'send_notification', sms, { parent: 'orders' });

  test('they multiply', () => {
    expect(found(full({ concurrency: 25 }, { concurrency: 20 }))).toEqual([]);
    expect(found(full({ concurrency: 26 }, { concurrency: 20 }))).toEqual(['OR5015 /nodes/1']);
  });

  test('no more of them than there are items', () => {
    expect(found(full({ concurrency: 200, max_iterations: 2 }, { concurrency: 200 }))).toEqual([]);
  });

  test('those that only compute burden nobody', () => {
    const computing = nested({ concurrency: 200 }, { concurrency: 200 });
    expect(found(computing.node('double', 'transform', { output: '${ item * 2 }' }, { parent: 'orders' }))).toEqual([]);
  });
});

describe('an undo', () => {
  const undone = (strategy: 'fail' | 'compensate', parent: Record<string, string> = {}) =>
    base
      .node('tell', 'send_notification', sms, { compensate_with: 'sorry', ...parent })
      .node('sorry', 'send_notification', sms, parent)
      .with({ error_policy: { strategy } });

  test('is started by the run, or by a scope', () => {
    expect(found(undone('compensate'))).toEqual([]);
    expect(found(undone('fail'))).toEqual(['OR5021 /nodes/0/compensate_with']);
    expect(found(undone('fail', { parent: 'all' }).node('all', 'scope', {}))).toEqual([]);
    expect(found(undone('fail', { parent: 'all' }).node('all', 'scope', { on_error: 'keep' }))).toEqual([
      'OR5021 /nodes/0/compensate_with',
    ]);
  });
});

describe('turns that act on the world', () => {
  const hints = (builder: ServiceBuilder) => {
    const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };
    const { diagnostics } = compile({ document: builder.json }, options);
    return diagnostics.flatMap(({ code, node_id }) => (code === 'OR5016' ? [node_id] : []));
  };
  const texts = { type: 'array', items: { type: 'string' } };
  const over = (list: { readonly type: string; readonly maxItems?: number }, loop: object) =>
    base
      .input({ l: list })
      .node('each', 'loop', { items: '${ input.l }', ...loop })
      .node('tell', 'send_notification', sms, { parent: 'each' });

  test('are counted by the schema of the list, by a limit, or until something has come true', () => {
    expect(hints(over(texts, {}))).toEqual(['each']);
    expect(hints(over({ ...texts, maxItems: 9 }, {}))).toEqual([]);
    expect(hints(over({ ...texts, maxItems: 9 }, { items: '${ input.l.filter(x, x != "").slice(0, 3) }' }))).toEqual(
      [],
    );
    expect(hints(over(texts, { max_iterations: 9 }))).toEqual([]);
    expect(hints(over(texts, { until: '${ index == 5 }' }))).toEqual([]);
    expect(hints(over(texts, { items: ['a', 'b'] }))).toEqual([]);
    expect(hints(over({ ...texts, maxItems: 9 }, { items: '${ input.l + input.l }' }))).toEqual(['each']);
  });

  test('also where a list lies in an item of another', () => {
    const inner = (list: { readonly type: string; readonly maxItems?: number }) =>
      base
        .input({ l: { type: 'array', maxItems: 9, items: list } })
        .node('shops', 'loop', { items: '${ input.l }' })
        .node('orders', 'loop', { items: '${ item }' }, { parent: 'shops' })
        .node('tell', 'send_notification', sms, { parent: 'orders' });
    expect(hints(inner(texts))).toEqual(['orders']);
    expect(hints(inner({ ...texts, maxItems: 9 }))).toEqual([]);
  });
});

describe('money', () => {
  const charge = {
    connection: 'sandbox',
    amount: { amount: 1, currency: 'NGN' },
    payer: '+1',
    method: 'card',
    reference: 'r',
  };
  const moved = (drawn: ServiceBuilder) => found(drawn).filter((each) => each.startsWith('OR5010'));
  const paying = (rest: Record<string, string> = {}) => base.node('pay', 'payment_charge', charge, rest);
  const pausing = { timeout: 'PT1H', message: { name: 'paid', correlation: '1' } };

  test('is missed where a step behind the container around it fails', () => {
    const scoped = paying({ parent: 's' }).node('s', 'scope', {}).node('tell', 'send_notification', sms);
    expect(moved(scoped.line('s', 'tell'))).toEqual(['OR5010 /nodes/0']);
    expect(moved(paying({ parent: 's' }).node('s', 'scope', {}))).toEqual([]);
  });

  test('is missed where a step of another branch fails', () => {
    const beside = (id: string, type: string, config: object) =>
      paying()
        .node('go', 'parallel')
        .node(id, type, config as never)
        .line('go', 'pay')
        .line('go', id);
    expect(moved(beside('tell', 'send_notification', sms))).toEqual(['OR5010 /nodes/0']);
    expect(moved(beside('w', 'wait', pausing).message('paid'))).toEqual(['OR5010 /nodes/0']);
    expect(moved(beside('t', 'transform', { output: 1 }))).toEqual([]);
  });
});

test('P16 attempts of a step multiply with the circle and the container around it, and very many are pointed out', () => {
  const asking = (attempts: number, turns: number) =>
    base
      .node('all', 'loop', { mode: 'times', times: 10 })
      .node('ask', 'send_notification', sms, { parent: 'all', retry_policy: { maximum_attempts: attempts } })
      .node('more', 'decision', { branches: [{ id: 'yes', when: '${ input.again }' }] }, { parent: 'all' })
      .input({ again: { type: 'boolean' } })
      .edge('ask', 'more')
      .edge('more:yes', 'ask', { loop: { max: turns } });
  expect(found(asking(5, 9))).toEqual([]);
  expect(found(asking(500, 99))).toEqual(['OR5003 /nodes/1/retry_policy']);
});

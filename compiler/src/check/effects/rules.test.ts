import type { Rule } from '@omniroute/dsl';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import { type ServiceBuilder, service } from '@omniroute/testing';
import { describe, expect, test } from 'vitest';
import { compile, type LoweringRegistry } from '../../index.ts';

const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };

/** The path that breaks a rule, by its steps; null where it holds. */
function broken(builder: ServiceBuilder, rule: Omit<Rule, 'id'>): string | null {
  const document = builder.with({ rules: [{ id: 'rule', ...rule }] }).json;
  const errors = compile({ document }, options).diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return null;
  expect(errors.map(({ code }) => code)).toEqual(['OR3017']);
  return (errors[0]?.path ?? []).map(({ node }) => node).join(' ');
}

const step = (builder: ServiceBuilder, ids: readonly string[], more: object = {}) =>
  ids.reduce((all, id) => all.node(id, 'transform', { output: 1 }, more), builder);

const joined = (config: object) =>
  step(
    service()
      .node('f', 'parallel')
      .node('j', 'join', config as never),
    ['a', 'b', 'last'],
  )
    .line('f', 'a', 'j', 'last')
    .line('f', 'b', 'j');

describe('precedence', () => {
  test('holds behind a join of all for every branch that is sure to arrive', () => {
    expect(broken(joined({}), { precedence: { first: 'a', then: 'last' } })).toBeNull();
    expect(broken(joined({}), { precedence: { first: 'b', then: 'last' } })).toBeNull();
    expect(broken(joined({}), { precedence: { first: 'a', then: 'b' } })).toBe('f b');
  });

  test('does not hold where the join goes on without the branch', () => {
    expect(broken(joined({ mode: 'any' }), { precedence: { first: 'a', then: 'last' } })).toBe('f b j last');
    expect(broken(joined({ on_branch_error: 'ignore' }), { precedence: { first: 'a', then: 'last' } })).not.toBeNull();
  });

  test('holds for what every way through a scope does, not for a loop that may turn no time', () => {
    const around = (type: string, config: object) =>
      step(service().node('box', type, config as never), ['inner'], { parent: 'box' })
        .node('last', 'end')
        .line('box', 'last');
    expect(broken(around('scope', {}), { precedence: { first: 'inner', then: 'last' } })).toBeNull();
    expect(
      broken(around('loop', { mode: 'times', times: 2 }), { precedence: { first: 'inner', then: 'last' } }),
    ).not.toBeNull();
    expect(broken(around('loop', { mode: 'times', times: 2 }), { precedence: { first: 'last', then: 'inner' } })).toBe(
      'box inner',
    );
  });
});

describe('exclusion', () => {
  test('of branches that run together does not hold', () => {
    expect(broken(joined({}), { exclusion: ['a', 'b'] })).toBe('f a b');
  });

  const choosing = (type: string, config: object) =>
    step(
      service()
        .node('box', type, config as never)
        .node('choose', 'decision', { branches: [{ id: 'yes', when: '${ true }' }] }, { parent: 'box' }),
      ['a', 'b'],
      { parent: 'box' },
    )
      .edge('choose:yes', 'a')
      .edge('choose:default', 'b');

  test('of ways out of a choice holds, unless another turn can take the other', () => {
    expect(broken(choosing('scope', {}), { exclusion: ['a', 'b'] })).toBeNull();
    expect(broken(choosing('loop', { mode: 'times', times: 2 }), { exclusion: ['a', 'b'] })).toBe('a choose b');
  });
});

describe('at most once', () => {
  const inside = (type: string, config: object, more: object = {}) =>
    step(service().node('box', type, config as never, more), ['a'], { parent: 'box' });

  test('holds in branches and scopes, not in what repeats', () => {
    expect(broken(joined({}), { at_most_once: 'last' })).toBeNull();
    expect(broken(inside('scope', {}), { at_most_once: 'a' })).toBeNull();
    expect(broken(inside('loop', { mode: 'times', times: 2 }), { at_most_once: 'a' })).toBe('a a');
    const retried = { retry_policy: { maximum_attempts: 2 } };
    expect(broken(inside('scope', {}, retried), { at_most_once: 'a' })).toBe('a a');
    expect(broken(inside('scope', {}, retried), { at_most_once: 'box' })).toBe('box box');
  });

  test('of an undo holds where what it undoes is done at most once', () => {
    const call = { connection: 'sandbox', method: 'POST', url: '/v1/orders' };
    const undone = (type: string, config: object) =>
      service()
        .connection('sandbox')
        .node('box', type, config as never)
        .node('do', 'http_request', call, { parent: 'box', compensate_with: 'undo' })
        .node('undo', 'http_request', call, { parent: 'box' });
    expect(broken(undone('scope', {}), { at_most_once: 'undo' })).toBeNull();
    expect(broken(undone('loop', { mode: 'times', times: 2 }), { at_most_once: 'undo' })).toBe('do do');
    expect(broken(undone('scope', {}), { exclusion: ['do', 'undo'] })).toBe('do');
  });
});

const CALL = { connection: 'sandbox', method: 'PUT', url: '/v1/orders' };
const calling = (builder: ServiceBuilder, ids: readonly string[], more: object = {}) =>
  ids.reduce(
    (all, id) => all.node(id, 'http_request', CALL, { retry_policy: {}, ...more }),
    builder.connection('sandbox'),
  );

describe('response', () => {
  const shipped = { response: { after: 'charge', eventually: ['ship', 'refund'] } };

  test('holds where nothing on the way can fail, not where something can', () => {
    const line = step(service(), ['a', 'b', 'c']).line('a', 'b', 'c');
    expect(broken(line, { response: { after: 'a', eventually: ['c'] } })).toBeNull();
    expect(broken(line, { response: { after: 'c', eventually: ['a'] } })).toBe('c');
    const call = calling(step(service(), ['a', 'c']), ['b']).line('a', 'b', 'c');
    expect(broken(call, { response: { after: 'a', eventually: ['c'] } })).toBe('a b b');
    expect(broken(call.edge('b:error', 'c'), { response: { after: 'a', eventually: ['c'] } })).toBeNull();
  });

  test('holds by what undoes the step, where its scope or the run undoes what failed', () => {
    const order = (fields: object, scope: object = {}) =>
      calling(
        service()
          .with(fields)
          .node('all', 'scope', scope as never),
        ['charge', 'refund', 'ship'],
        { parent: 'all' },
      );
    const paired = (builder: ServiceBuilder) => {
      const nodes = builder.document.nodes.map((node) =>
        node.id === 'charge' ? { ...node, compensate_with: 'refund' } : node,
      );
      return builder.with({ nodes }).line('charge', 'ship');
    };
    expect(broken(paired(order({})), shipped)).toBeNull();
    expect(broken(paired(order({}, { on_error: 'keep' })), shipped)).toBeNull();
    const fails = { error_policy: { strategy: 'fail' } };
    expect(broken(paired(order(fails)), shipped)).toBeNull();
    expect(broken(paired(order(fails, { on_error: 'keep' })), shipped)).toBe('charge ship ship all');
    const without = order({}).line('charge', 'ship').edge('ship', 'refund');
    expect(broken(without, shipped)).toBe('charge ship ship all');
  });

  test('a container that is final forgets what it did', () => {
    const pivot = (config: object) =>
      calling(service().node('pay', 'scope', config as never), ['charge', 'refund'], { parent: 'pay' })
        .node('ship', 'http_request', CALL, { retry_policy: {} })
        .edge('pay', 'ship');
    const paired = (builder: ServiceBuilder) =>
      builder.with({
        nodes: builder.document.nodes.map((node) =>
          node.id === 'charge' ? { ...node, compensate_with: 'refund' } : node,
        ),
      });
    expect(broken(paired(pivot({})), shipped)).toBeNull();
    expect(broken(paired(pivot({ on_success: 'final' })), shipped)).toBe('charge ship ship');
  });

  test('of the branches behind a split one is enough, unless another can end it', () => {
    const forked = (others: (builder: ServiceBuilder) => ServiceBuilder) =>
      others(step(service().node('a', 'transform', { output: 1 }).node('go', 'parallel'), ['b', 'c']))
        .line('a', 'go', 'b')
        .line('go', 'c');
    expect(
      broken(
        forked((builder) => builder),
        { response: { after: 'a', eventually: ['b'] } },
      ),
    ).toBeNull();
    const failing = forked((builder) => calling(builder, ['call']).edge('c', 'call'));
    expect(broken(failing, { response: { after: 'a', eventually: ['b'] } })).not.toBeNull();
    expect(broken(joined({}), { response: { after: 'a', eventually: ['last'] } })).toBeNull();
  });

  test('a limit of time and another turn are paths as well', () => {
    const limited = (config: object, rule: object = {}) =>
      step(service().node('box', 'scope', config as never), ['inner', 'next'], { parent: 'box' })
        .node('late', 'transform', { output: 1 })
        .line('inner', 'next')
        .edge('box:timeout', 'late')
        .with(rule);
    const next = { response: { after: 'inner', eventually: ['next'] } };
    expect(broken(limited({ timeout: 'PT1M' }), next)).toBe('inner late');
    expect(
      broken(limited({ timeout: 'PT1M' }), { response: { after: 'inner', eventually: ['next', 'late'] } }),
    ).toBeNull();
  });
});

describe('absence', () => {
  const guarded = (when: string, more: (builder: ServiceBuilder) => ServiceBuilder = (builder) => builder) =>
    more(
      step(
        service()
          .input({ vip: { type: 'boolean' }, amount: { type: 'integer' } })
          .variable('open', { type: 'boolean' }, { initial: true })
          .node('choose', 'decision', { branches: [{ id: 'yes', when }] }),
        ['gift', 'other'],
      )
        .edge('choose:yes', 'gift')
        .edge('choose:default', 'other'),
    );
  const unless = (text: string, node = 'gift') => ({ absence: { node, unless: `\${ ${text} }` } });

  test('holds where every path has found the condition true', () => {
    expect(broken(guarded('${ input.vip }'), unless('input.vip'))).toBeNull();
    expect(broken(guarded('${ input.vip && input.amount > 5 }'), unless('input.amount > 5'))).toBeNull();
    expect(broken(guarded('${ input.vip }'), unless('!input.vip', 'other'))).toBeNull();
    expect(broken(guarded('${ input.vip }'), unless('input.vip || input.amount > 5'))).toBeNull();
    expect(broken(guarded('${ input.amount > 5 }'), unless('input.vip'))).toBe('choose gift');
  });

  test('not where another path leads around the choice, or what it reads has changed since', () => {
    const around = guarded('${ input.vip }', (builder) => builder.edge('other', 'gift'));
    expect(broken(around, unless('input.vip'))).toBe('choose gift');
    const changed = service()
      .variable('open', { type: 'boolean' }, { initial: true })
      .node('choose', 'decision', { branches: [{ id: 'yes', when: '${ vars.open }' }] })
      .node('close', 'set_variables', { assignments: [{ variable: 'open', value: false }] })
      .node('gift', 'transform', { output: 1 })
      .edge('choose:yes', 'close')
      .edge('close', 'gift');
    expect(broken(changed, unless('vars.open'))).toBe('choose close gift');
  });

  test('the condition is checked where the step is entered', () => {
    const found = (text: string) =>
      compile(
        {
          document: guarded('${ input.vip }').with({ rules: [{ id: 'rule', absence: { node: 'gift', unless: text } }] })
            .json,
        },
        options,
      )
        .diagnostics.filter(({ severity }) => severity === 'error')
        .map(({ code }) => code);
    expect(found('${ input.amount }')).toContain('OR4002');
    expect(found('input.vip')).toContain('OR4008');
    expect(found('${ nodes.other }')).toContain('OR4010');
  });
});

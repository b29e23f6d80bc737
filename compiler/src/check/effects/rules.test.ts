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
    expect(broken(inside('scope', {}, { retry_policy: { maximum_attempts: 2 } }), { at_most_once: 'a' })).toBe('a a');
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

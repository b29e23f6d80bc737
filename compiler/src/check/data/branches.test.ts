import { normalise } from '@omniroute/dsl';
import { ALL_LIBRARIES } from '@omniroute/expressions';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import { type ServiceBuilder, service } from '@omniroute/testing';
import { describe, expect, test } from 'vitest';
import type { LoweringRegistry } from '../../lower/lower.ts';
import { resolve } from '../../resolve/resolve.ts';
import { checkService } from '../check.ts';

/** Errors: code, place, and the path that shows it. */
function found(builder: ServiceBuilder): string[] {
  const { resolved, findings } = resolve(normalise(builder.json).document, definitions);
  if (resolved === null) throw new Error(JSON.stringify(findings));
  const checked = checkService(resolved, lowerings as unknown as LoweringRegistry, findings, ALL_LIBRARIES);
  return [...findings, ...checked.findings]
    .filter(({ severity }) => severity === 'error')
    .map(({ code, pointer, path = [] }) => {
      const way = path.map(({ node, port }) => (port === undefined ? node : `${node} by ${port}`)).join(', ');
      return way === '' ? `${code} ${pointer}` : `${code} ${pointer}: ${way}`;
    });
}

const one = { output: 1 };
const yes = { branches: [{ id: 'yes', when: '${ true }' }] };
const both = {
  branches: [
    { id: 'red', when: '${ true }' },
    { id: 'blue', when: '${ true }' },
  ],
  mode: 'all',
};

/** Two branches that meet in a join, and a step behind it. */
const joined = (read: string, join: object = {}) =>
  service()
    .node('start', 'parallel')
    .node('left', 'transform', one)
    .node('right', 'transform', one)
    .node('meet', 'join', join as never)
    .node('read', 'transform', { output: read })
    .line('start', 'left', 'meet', 'read')
    .line('start', 'right', 'meet');

describe('what is certain behind branches that meet', () => {
  test('all that any of them has done, where all are waited for', () => {
    expect(found(joined('${ nodes.left + nodes.right }'))).toEqual([]);
    expect(found(joined('${ nodes.meet.winner + nodes.meet.arrived[0] }'))).toEqual([]);
  });

  test('nothing of either, where the first goes on or errors are passed over', () => {
    const missing = ['OR4010 /nodes/4/config/output: start, right, meet, read'];
    expect(found(joined('${ nodes.left }', { mode: 'any' }))).toEqual(missing);
    expect(found(joined('${ nodes.left }', { mode: 'count', count: 2 }))).toEqual(missing);
    expect(found(joined('${ nodes.left }', { on_branch_error: 'ignore' }))).toEqual(missing);
    expect(found(joined('${ nodes.?left.orValue(nodes.?right.orValue(0)) }', { mode: 'any' }))).toEqual([]);
  });

  test('what both have done, whichever comes first', () => {
    const same = service()
      .variable('n', { type: 'integer' })
      .node('start', 'parallel')
      .node('left', 'set_variables', { assignments: [{ variable: 'n', value: 1 }] })
      .node('meet', 'join', { mode: 'any' })
      .node('read', 'transform', { output: '${ vars.n }' })
      .node('right', 'transform', one)
      .line('start', 'left', 'meet', 'read')
      .line('start', 'right', 'meet');
    expect(found(same)).toEqual(['OR4009 /nodes/3/config/output: start, right, meet, read']);
  });

  test('also without a join, where every path arrives', () => {
    const implicit = service()
      .node('start', 'parallel')
      .node('left', 'transform', one)
      .node('right', 'transform', one)
      .node('read', 'transform', { output: '${ nodes.left + nodes.right }' })
      .line('start', 'left', 'read')
      .line('start', 'right', 'read');
    expect(found(implicit)).toEqual([]);
  });

  test('of a branch that may end on its own only what it may have done', () => {
    const ending = (other: 'end' | 'raise_error', read: string) =>
      joined(read)
        .node('choose', 'decision', yes)
        .node('more', 'transform', one)
        .node('stop', other, other === 'end' ? {} : { code: 'business.no', message: 'No' })
        .with({
          edges: joined('').document.edges.filter(({ source, target }) => source !== 'right' || target !== 'meet'),
        })
        .line('right', 'choose')
        .edge('choose:yes', 'more')
        .edge('choose:default', 'stop')
        .line('more', 'meet');
    expect(found(ending('end', '${ nodes.left + nodes.?more.orValue(0) }'))).toEqual([]);
    expect(found(ending('end', '${ nodes.more }'))).toEqual(['OR4010 /nodes/4/config/output: start, left, meet, read']);
    // Nor of one that may raise an error: the join goes on when no other branch can still come.
    expect(found(ending('raise_error', '${ nodes.left + nodes.?more.orValue(0) }'))).toEqual([]);
    expect(found(ending('raise_error', '${ nodes.more }'))).toEqual([
      'OR4010 /nodes/4/config/output: start, left, meet, read',
    ]);
  });

  test('of branches that are taken by conditions only what each of them does', () => {
    const chosen = (read: string) =>
      service()
        .node('start', 'decision', both)
        .node('left', 'transform', one)
        .node('right', 'transform', one)
        .node('meet', 'join')
        .node('read', 'transform', { output: read })
        .edge('start:red', 'left')
        .edge('start:blue', 'right')
        .line('left', 'meet', 'read')
        .line('right', 'meet');
    expect(found(chosen('${ nodes.start.branches[0] + string(nodes.?left.orValue(0)) }'))).toEqual([]);
    expect(found(chosen('${ nodes.left }'))).toEqual([
      'OR4010 /nodes/4/config/output: start, right by blue, meet, read',
    ]);
  });

  test('in a general graph of parallels all that leads to a step', () => {
    const graph = (read: string) =>
      service()
        .node('start', 'parallel')
        .node('a', 'parallel')
        .node('b', 'transform', one)
        .node('c', 'transform', { output: read })
        .node('d', 'transform', one)
        .node('last', 'transform', { output: '${ nodes.b + nodes.c + nodes.d }' })
        .line('start', 'a', 'c', 'last')
        .line('start', 'b', 'c')
        .line('a', 'd', 'last');
    expect(found(graph('${ nodes.b }'))).toEqual([]);
    expect(found(graph('${ nodes.d }'))).toEqual(['OR4010 /nodes/3/config/output: start, a, c']);
  });

  test('nested branches, each as far as it goes', () => {
    const nested = (read: string, inner: object) =>
      service()
        .node('start', 'parallel')
        .node('left', 'parallel')
        .node('one', 'transform', one)
        .node('two', 'transform', one)
        .node('inner', 'join', inner as never)
        .node('right', 'transform', one)
        .node('outer', 'join')
        .node('read', 'transform', { output: read })
        .line('start', 'left', 'one', 'inner', 'outer', 'read')
        .line('left', 'two', 'inner')
        .line('start', 'right', 'outer');
    expect(found(nested('${ nodes.one + nodes.two + nodes.right }', {}))).toEqual([]);
    expect(found(nested('${ nodes.inner.winner + string(nodes.right) }', { mode: 'any' }))).toEqual([]);
    expect(found(nested('${ nodes.one }', { mode: 'any' }))).toEqual([
      'OR4010 /nodes/7/config/output: start, left, two, inner, outer, read',
    ]);
  });
});

describe('beside one another', () => {
  test("another branch's step may have run or not, and the path says so", () => {
    const beside = (read: string) =>
      joined('${ 1 }').with({
        nodes: joined('${ 1 }').document.nodes.map((node) =>
          node.id === 'right' ? { ...node, config: { output: read } } : node,
        ),
      });
    expect(found(beside('${ nodes.left }'))).toEqual(['OR4010 /nodes/2/config/output: start, right']);
    expect(found(beside('${ nodes.?left.orValue(0) }'))).toEqual([]);
  });

  test('an error is in scope behind a meeting only if every branch had one', () => {
    const failing = (read: string) =>
      service()
        .connection('sandbox')
        .node('start', 'parallel')
        .node('ask', 'wait', { duration: 'PT1H', timeout: 'PT1M' })
        .node('other', 'transform', one)
        .node('meet', 'join')
        .node('read', 'transform', { output: read })
        .line('start', 'ask')
        .edge('ask:timeout', 'meet')
        .line('start', 'other', 'meet', 'read');
    expect(found(failing('${ error.code }'))).toEqual(['OR4015 /nodes/4/config/output']);
  });
});

describe('at the end of the run', () => {
  const ended = (value: string, config: object = {}) =>
    service()
      .with({ outputs: { value } })
      .node('start', 'parallel')
      .node('left', 'transform', one)
      .node('right', 'transform', one)
      .node('done', 'end', config as never)
      .line('start', 'left')
      .line('start', 'right', 'done');

  test('every branch has ended, whether they meet or not', () => {
    expect(found(ended('${ nodes.left + nodes.right }'))).toEqual([]);
  });

  test('unless one of them ends the run', () => {
    expect(found(ended('${ nodes.left }', { terminate: true }))).toEqual(['OR4010 /outputs/value: start, right, done']);
    expect(found(ended('${ nodes.right }', { terminate: true }))).toEqual([]);
  });

  test('branches that a join may cancel have done nothing for certain', () => {
    const cancelled = joined('${ 1 }', { mode: 'any' }).with({ outputs: { value: '${ nodes.left }' } });
    expect(found(cancelled)).toEqual(['OR4010 /outputs/value: start, right, meet, read']);
  });

  test('one branch gives the output of all', () => {
    const giving = ended('${ 1 }').with({
      outputs: { schema: { type: 'integer' } },
      nodes: ended('').document.nodes.map((node) => (node.id === 'done' ? { ...node, config: { output: 5 } } : node)),
    });
    expect(found(giving)).toEqual([]);
  });
});

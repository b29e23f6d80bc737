import { readFileSync } from 'node:fs';
import { compile, type LoweringRegistry } from '@omniroute/compiler';
import { applyAll, type Operation, type Service } from '@omniroute/dsl';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import { planHash } from '@omniroute/plan';
import { canonicalJson } from '@omniroute/primitives';
import { describe, expect, it } from 'vitest';

const text = readFileSync(new URL('../../../templates/order-escalation/service.json', import.meta.url), 'utf8');
const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };
type Draft = {
  nodes: Record<string, unknown>[];
  edges: Record<string, unknown>[];
  outputs: { value: Record<string, unknown> };
};

/** The template with one change, compiled from text so that findings have lines. */
function findingsOf(change: (draft: Draft) => void) {
  const draft = JSON.parse(text) as Draft;
  change(draft);
  return compile({ text: JSON.stringify(draft, null, 2) }, options).diagnostics.filter(
    (finding) => finding.severity === 'error',
  );
}
const node = (draft: Draft, id: string) => draft.nodes.find((each) => each.id === id) as Record<string, unknown>;

describe('the template with one planted fault', () => {
  it('has none to begin with', () => {
    expect(findingsOf(() => undefined)).toEqual([]);
  });

  it('names an unknown field and the one that was meant', () => {
    expect(findingsOf((draft) => Object.assign(node(draft, 'send_sms'), { retry_polcy: {} }))).toEqual([
      expect.objectContaining({
        code: 'OR1003',
        pointer: '/nodes/3/retry_polcy',
        did_you_mean: 'retry_policy',
        message: '"retry_polcy" is not a field of item 4 of "nodes". Did you mean "retry_policy"?',
      }),
    ]);
  });

  it('names an unknown kind and the one that was meant', () => {
    expect(findingsOf((draft) => Object.assign(node(draft, 'describe'), { type: 'tranform' }))).toEqual([
      expect.objectContaining({
        code: 'OR6001',
        pointer: '/nodes/2/type',
        node_id: 'describe',
        did_you_mean: 'transform',
        message: 'There is no kind of step named "tranform". Did you mean "transform"?',
      }),
    ]);
  });

  it('finds a reference to nothing in the output', () => {
    expect(
      findingsOf((draft) => (draft.outputs.value.handled_by = '${ nodes.?call_custmer.by.orValue(null) }')),
    ).toEqual([
      expect.objectContaining({
        code: 'OR2004',
        pointer: '/outputs/value/handled_by',
        span: [10, 22],
        did_you_mean: 'call_customer',
        message: 'There is no step named "call_custmer". Did you mean "call_customer"?',
      }),
    ]);
  });

  it('finds an edge to nowhere, and a fix that removes it', () => {
    const found = findingsOf((draft) => draft.edges.push({ source: 'flag', source_handle: 'out', target: 'nirvana' }));
    expect(found).toEqual([
      expect.objectContaining({
        code: 'OR2001',
        pointer: '/edges/15/target',
        edge_id: 'flag:out>nirvana',
        message: 'This connection ends at "nirvana", which does not exist.',
        fix: [{ op: 'disconnect', edge: 'flag:out>nirvana' }],
      }),
    ]);
  });

  it('finds a step that is never reached', () => {
    const found = findingsOf((draft) =>
      draft.edges.splice(
        draft.edges.findIndex((edge) => edge.target === 'unknown_order'),
        1,
      ),
    );
    expect(found).toEqual([
      expect.objectContaining({
        code: 'OR3003',
        pointer: '/nodes/1',
        node_id: 'unknown_order',
        message: 'No path leads to "unknown_order".',
      }),
    ]);
  });

  it('finds a circle that nothing counts, shows one turn, and repairs it', () => {
    const change = (draft: Draft) => {
      draft.nodes.push(
        { id: 'again', type: 'transform', config: { output: 1 } },
        { id: 'more', type: 'decision', config: { branches: [{ id: 'yes', when: '${ true }' }] } },
      );
      draft.edges = draft.edges.filter((edge) => edge.target !== 'handled');
      draft.edges.push(
        { source: 'size', source_handle: 'default', target: 'again' },
        { source: 'again', target: 'more' },
        { source: 'more', source_handle: 'yes', target: 'again' },
        { source: 'more', source_handle: 'default', target: 'handled' },
      );
    };
    const found = findingsOf(change);
    expect(found).toEqual([
      expect.objectContaining({
        code: 'OR3004',
        edge_id: 'more:yes>again',
        path: [{ node: 'again' }, { node: 'more' }, { node: 'again', port: 'yes' }],
      }),
    ]);
    const draft = JSON.parse(text) as Draft;
    change(draft);
    const repaired = applyAll(draft as unknown as Service, (found[0]?.fix ?? []) as Operation[]);
    expect(repaired.ok && compile({ document: repaired.value.service as never }, options).ok).toBe(true);
  });

  it('gives each finding a line and a column of the text', () => {
    const [found] = findingsOf((draft) => Object.assign(node(draft, 'describe'), { type: 'tranform' }));
    expect([typeof found?.line, typeof found?.column]).toEqual(['number', 'number']);
  });
});

describe('a sound service', () => {
  it('gives the same plan byte for byte', () => {
    const [first, second] = [compile({ text }, options).plan, compile({ document: JSON.parse(text) }, options).plan];
    expect(
      first === undefined || second === undefined
        ? null
        : [canonicalJson(first) === canonicalJson(second), planHash(first) === planHash(second)],
    ).toEqual([true, true]);
  });
});

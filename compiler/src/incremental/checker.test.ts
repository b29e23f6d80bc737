import { diff, type Operation, type Service } from '@omniroute/dsl';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import { planHash } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { service } from '@omniroute/testing';
import { describe, expect, test } from 'vitest';
import { compile, createChecker, type LoweringRegistry } from '../index.ts';

const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };
const drawn = service()
  .node('first', 'transform', { output: 1 })
  .node('second', 'transform', { output: '${ nodes.first + 1 }' })
  .edge('first', 'second').json;

const spoil: readonly Operation[] = [
  { op: 'update_node', id: 'second', pointer: '/config/output', value: '${ nodes.frist }' },
];

describe('a checker', () => {
  test('says what compiling the changed document says, and makes the same plan', () => {
    const checker = createChecker(options, drawn);
    expect(checker.check()).toEqual([]);
    checker.apply(spoil);
    expect(checker.check().map(({ code, pointer }) => `${code} ${pointer}`)).toEqual(['OR2004 /nodes/1/config/output']);
    expect(checker.plan()).toBe(null);
    checker.apply(checker.check()[0]?.fix ?? []);
    expect(checker.check()).toEqual([]);
    const fresh = compile({ document: checker.document }, options).plan;
    expect([checker.plan(), fresh].map((plan) => plan && planHash(plan))).toEqual(
      Array(2).fill(planHash(fresh as never)),
    );
  });

  test('takes a change back by its inverse, and makes it again', () => {
    const checker = createChecker(options, drawn);
    const [before, undo] = [checker.document, checker.apply(spoil)];
    const after = checker.document;
    const redo = checker.revert(undo.ok ? undo.value : []);
    expect(checker.document).toEqual(before);
    expect(checker.check()).toEqual([]);
    checker.revert(redo.ok ? redo.value : []);
    expect(checker.document).toEqual(after);
    expect(checker.check()).toHaveLength(1);
  });

  test('refuses operations that do not apply, all of them, and stays as it was', () => {
    const checker = createChecker(options, drawn);
    const [before, found] = [checker.document, checker.check()];
    const refused = checker.apply([...spoil, { op: 'remove_node', id: 'thrid' }]);
    expect(refused).toMatchObject({ ok: false, error: { code: 'OR2004' } });
    expect(checker.document).toBe(before);
    expect(checker.check()).toBe(found);
  });

  test('takes half-drawn services: unknown kinds, loose connections, steps without settings', () => {
    const checker = createChecker(options, drawn);
    const half: readonly Operation[] = [
      { op: 'add_node', node: { id: 'third', type: 'nirvana' } as Service['nodes'][number] },
      { op: 'connect', edge: { source: 'second', target: 'fourth' } as Service['edges'][number] },
      { op: 'update_node', id: 'first', pointer: '/config' },
    ];
    expect(checker.apply(half).ok).toBe(true);
    expect(checker.check()).toEqual(compile({ document: checker.document }, options).diagnostics);
    expect(checker.check().map(({ code }) => code)).toEqual(expect.arrayContaining(['OR6001', 'OR2001', 'OR1004']));
  });

  test('takes another version of the whole document', () => {
    const checker = createChecker(options, drawn);
    const other = { ...(drawn as object), name: 'Another service' } as unknown as Service;
    checker.open(other as unknown as Json);
    expect(checker.document).toEqual(other);
    expect(diff(drawn as unknown as Service, checker.document as unknown as Service)).toHaveLength(1);
    expect(checker.check()).toEqual([]);
  });

  test.each<[string, Json, string]>([
    ['no object', 'text', ''],
    ['no list of steps', { nodes: {}, edges: [] }, '/nodes'],
    ['a step that is none', { nodes: [null], edges: [] }, '/nodes/0'],
    ['a step whose id is no text', { nodes: [{ id: 5 }], edges: [] }, '/nodes/0/id'],
    ['no list of connections', { nodes: [] }, '/edges'],
    ['variables that are no list', { nodes: [], edges: [], variables: 5 }, '/variables'],
  ])('of a document with %s says what is wrong, and takes no change', (_, document, pointer) => {
    const checker = createChecker(options, document);
    expect(checker.check()).toEqual(compile({ document }, options).diagnostics);
    expect(checker.plan()).toBe(null);
    expect(checker.apply([{ op: 'remove_node', id: 'first' }])).toMatchObject({
      ok: false,
      error: { code: 'OR1005', pointer },
    });
  });
});

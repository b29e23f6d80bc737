import type { Operation, Service } from '@omniroute/dsl';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { documentOf, isText } from '../../test/documents.ts';
import { toService } from '../service/to-service.ts';
import { applyOperations } from './apply-operations.ts';
import type { Origin } from './origin.ts';

const origin: Origin = { kind: 'person', now: () => 7 };

const service: Service = {
  dsl_version: '1.0',
  id: 'two-steps',
  name: 'Two steps',
  inputs: { type: 'object', properties: { phone: { type: 'string' } } },
  nodes: [
    {
      id: 'a',
      type: 'decision',
      position: { x: 0, y: 0 },
      config: {
        url: '/x',
        body: 'Good morning',
        branches: [
          { id: 'yes', when: '${ true }' },
          { id: 'no', when: '${ false }' },
          { id: 'rest', when: '${ 1 }' },
        ],
        success: [200, '2xx'],
      },
    },
    { id: 'b', type: 'transform' },
  ],
  edges: [{ source: 'a', source_handle: 'yes', target: 'b' }],
  notes: [{ id: 'n', text: 'Ask Ada', position: { x: 1, y: 1 } }],
};

/** Which keys an update writes to, as paths. */
function written(operations: readonly Operation[]): string[] {
  const doc = documentOf(service);
  const paths: string[] = [];
  for (const root of ['meta', 'nodes', 'edges', 'notes'])
    doc.getMap(root).observeDeep((events) => {
      for (const event of events) {
        const names = event.changes.keys.size > 0 ? [...event.changes.keys.keys()] : ['(letters)'];
        for (const name of names) paths.push([root, ...event.path, name].join('/'));
      }
    });
  const applied = applyOperations(doc, operations, origin, { isText });
  if (!applied.ok) throw new Error(applied.error.message);
  return paths;
}

const branches = (...ids: readonly string[]) =>
  ids.map((id) => ({ id, when: `\${ ${{ yes: true, no: false }[id] ?? 1} }` }));

describe('an operation writes to nothing but', () => {
  it.each<[string, Operation, string[]]>([
    [
      'the setting it sets',
      { op: 'update_node', id: 'a', pointer: '/config/url', value: '/y' },
      ['nodes/a/config/url'],
    ],
    ['the position of a moved step, at once', { op: 'move_node', id: 'a', position: { x: 5, y: 0 } }, ['nodes/a/pos']],
    ['the mark of a deleted step', { op: 'remove_node', id: 'b' }, ['nodes/b/deletedAt']],
    ['the mark of a deleted edge', { op: 'disconnect', edge: 'a:yes>b' }, ['edges/a:yes>b/deletedAt']],
    [
      'the letters that were typed',
      { op: 'update_node', id: 'a', pointer: '/config/body', value: 'Good evening' },
      ['nodes/a/config/body/(letters)'],
    ],
    [
      'the field of a list’s element',
      { op: 'update_node', id: 'a', pointer: '/config/branches/1/when', value: '${ 2 }' },
      ['nodes/a/config/branches/1/when'],
    ],
    [
      'the order of a moved element',
      { op: 'update_node', id: 'a', pointer: '/config/branches', value: branches('no', 'rest', 'yes') },
      ['nodes/a/config/branches/0/#order'],
    ],
    [
      'the removed element',
      { op: 'update_node', id: 'a', pointer: '/config/success', value: [200] },
      ['nodes/a/config/success/1'],
    ],
    [
      'the differing setting when all are given again',
      { op: 'update_node', id: 'a', pointer: '/config', value: { ...service.nodes[0]?.config, url: '/z' } as never },
      ['nodes/a/config/url'],
    ],
    [
      'the differing part of a schema',
      {
        op: 'set_service',
        field: 'inputs',
        value: { type: 'object', properties: { phone: { type: 'string', minLength: 3 } } },
      },
      ['meta/inputs/properties/phone/minLength'],
    ],
    ['the moved step when the order changes', { op: 'arrange', list: 'nodes', ids: ['b', 'a'] }, ['nodes/b/order']],
    [
      'the field of a declaration that is put again',
      { op: 'put', collection: 'notes', item: { id: 'n', text: 'Ask Ada', position: { x: 2, y: 1 } } },
      ['notes/n/pos'],
    ],
    ['nothing at all when all is as it was', { op: 'set_service', field: 'name', value: 'Two steps' }, []],
  ])('%s', (_, operation, paths) => {
    expect(written([operation])).toEqual(paths);
  });

  it('keys of one transaction, under its origin', () => {
    const doc = documentOf(service);
    const origins: unknown[] = [];
    doc.on('update', (_update: Uint8Array, by: unknown) => origins.push(by));
    applyOperations(
      doc,
      [
        { op: 'add_node', node: { id: 'c', type: 'end' } },
        { op: 'connect', edge: { source: 'b', target: 'c' } },
        { op: 'move_node', id: 'a', position: { x: 9, y: 9 } },
      ],
      origin,
      { isText },
    );
    expect(origins).toEqual([{ kind: 'preparation', of: origin }, origin]);
  });
});

describe('two people', () => {
  /** Applies operations on two replicas that do not see each other, and brings them together. */
  function together(mine: Operation, theirs: Operation, start = service): Service {
    const [first, second] = [documentOf(start), new Y.Doc()];
    Y.applyUpdate(second, Y.encodeStateAsUpdate(first));
    for (const [doc, operation] of [
      [first, mine],
      [second, theirs],
    ] as const) {
      const applied = applyOperations(doc, [operation], origin, { isText });
      if (!applied.ok) throw new Error(applied.error.message);
    }
    const [one, two] = [Y.encodeStateAsUpdate(first), Y.encodeStateAsUpdate(second)];
    Y.applyUpdate(first, two);
    Y.applyUpdate(second, one);
    expect(toService(first)).toEqual(toService(second));
    return toService(first);
  }

  it('keep both their settings of one step, also the first that it has', () => {
    const merged = together(
      { op: 'update_node', id: 'b', pointer: '/config/output', value: 1 },
      { op: 'update_node', id: 'b', pointer: '/config/schema', value: 2 },
    );
    expect(merged.nodes[1]).toEqual({ id: 'b', type: 'transform', config: { output: 1, schema: 2 } });
  });

  it('keep a move and a setting, a moved branch and its new condition', () => {
    expect(
      together({ op: 'move_node', id: 'b', position: { x: 3, y: 4 } }, { op: 'set_name', id: 'b', name: 'Work it out' })
        .nodes[1],
    ).toEqual({ id: 'b', type: 'transform', name: 'Work it out', position: { x: 3, y: 4 } });
    expect(
      together(
        { op: 'update_node', id: 'a', pointer: '/config/branches', value: branches('rest', 'yes', 'no') },
        { op: 'update_node', id: 'a', pointer: '/config/branches/2/when', value: '${ 2 }' },
      ).nodes[0]?.config?.branches,
    ).toEqual([{ id: 'rest', when: '${ 2 }' }, ...branches('yes', 'no')]);
  });

  it('keep both entries that they add to one list, and both words of one text', () => {
    const merged = together(
      { op: 'update_node', id: 'a', pointer: '/config/success/-', value: 404 },
      { op: 'update_node', id: 'a', pointer: '/config/success/-', value: 410 },
    );
    expect(new Set(merged.nodes[0]?.config?.success as unknown[])).toEqual(new Set([200, '2xx', 404, 410]));
    expect(
      together(
        { op: 'update_node', id: 'a', pointer: '/config/body', value: 'Very good morning' },
        { op: 'update_node', id: 'a', pointer: '/config/body', value: 'Good morning, all' },
      ).nodes[0]?.config?.body,
    ).toBe('Very good morning, all');
  });

  it('draw one edge when they draw the same', () => {
    const edge = { source: 'b', target: 'a' };
    expect(together({ op: 'connect', edge }, { op: 'connect', edge }).edges).toEqual([service.edges[0], edge]);
  });
});

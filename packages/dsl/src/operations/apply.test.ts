import { canonicalJson } from '@omniroute/primitives';
import { operationArbitrary, serviceArbitrary } from '@omniroute/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edgeId } from '../document/ids.ts';
import { type Service, Service as ServiceSchema } from '../document/service.ts';
import { walk } from '../walker/walk.ts';
import { apply, applyAll, revert } from './apply.ts';
import { OPERATIONS, type Operation } from './operation.ts';
import { readOperations } from './read-operations.ts';

const seed = 20260105;

const base: Service = {
  dsl_version: '1.0',
  id: 'service',
  name: 'Service',
  nodes: [
    { id: 'first', type: 'transform', config: { list: [1, 2, 3], text: 'x' } },
    { id: 'second', type: 'transform' },
  ],
  edges: [{ source: 'first', target: 'second', label: 'on' }],
};

const refusal = (operation: Operation, service = base) => {
  const applied = apply(service, operation);
  return applied.ok ? null : { code: applied.error.code, pointer: applied.error.pointer };
};

describe('an operation', () => {
  it.each<[string, Operation, readonly Operation[]]>([
    ['adds a step', { op: 'add_node', node: { id: 'third', type: 'end' } }, [{ op: 'remove_node', id: 'third' }]],
    [
      'removes a step and remembers its place',
      { op: 'remove_node', id: 'first' },
      [{ op: 'add_node', node: base.nodes[0] as never, index: 0 }],
    ],
    [
      'moves a step',
      { op: 'move_node', id: 'first', position: { x: 1, y: 2 } },
      [{ op: 'update_node', id: 'first', pointer: '/position' }],
    ],
    [
      'sets a value deep inside a step; what was made on the way goes with it',
      { op: 'update_node', id: 'second', pointer: '/config/a/b', value: 1 },
      [{ op: 'update_node', id: 'second', pointer: '/config' }],
    ],
    [
      'takes an entry out of a list',
      { op: 'update_node', id: 'first', pointer: '/config/list/1' },
      [{ op: 'update_node', id: 'first', pointer: '/config/list', value: [1, 2, 3] }],
    ],
    [
      'adds an entry to the end of a list',
      { op: 'update_node', id: 'first', pointer: '/config/list/-', value: 4 },
      [{ op: 'update_node', id: 'first', pointer: '/config/list', value: [1, 2, 3] }],
    ],
    [
      'puts a step into a container',
      { op: 'set_parent', id: 'first', parent: 'second' },
      [{ op: 'update_node', id: 'first', pointer: '/parent' }],
    ],
    [
      'names a step',
      { op: 'set_name', id: 'first', name: 'One' },
      [{ op: 'update_node', id: 'first', pointer: '/name' }],
    ],
    [
      'pairs a step with its undo',
      { op: 'set_compensation', id: 'first', with: 'second', on: 'completed' },
      [{ op: 'set_compensation', id: 'first', with: null }],
    ],
    [
      'connects two steps',
      { op: 'connect', edge: { source: 'second', target: 'first' } },
      [{ op: 'disconnect', edge: 'second:out>first' }],
    ],
    [
      'disconnects two steps and remembers the place',
      { op: 'disconnect', edge: 'first:out>second' },
      [{ op: 'connect', edge: base.edges[0] as never, index: 0 }],
    ],
    [
      'sets what an edge says',
      { op: 'set_edge', edge: 'first:out>second', loop: { max: 2 } },
      [{ op: 'set_edge', edge: 'first:out>second', label: 'on' }],
    ],
    [
      'declares a variable',
      { op: 'put', collection: 'variables', item: { name: 'v', schema: { type: 'string' } } },
      [{ op: 'remove', collection: 'variables', id: 'v' }],
    ],
    [
      'sets a field of the service',
      { op: 'set_service', field: 'timeout', value: 'P1D' },
      [{ op: 'set_service', field: 'timeout' }],
    ],
    [
      'puts steps in another order',
      { op: 'arrange', list: 'nodes', ids: ['second', 'first'] },
      [{ op: 'arrange', list: 'nodes', ids: ['first', 'second'] }],
    ],
    [
      'makes an empty list where there was none',
      { op: 'arrange', list: 'notes', ids: [] },
      [{ op: 'arrange', list: 'notes', ids: null }],
    ],
  ])('%s', (_, operation, inverse) => {
    const applied = apply(base, operation);
    expect(applied.ok && applied.value.inverse).toEqual(inverse);
    expect(applied.ok && applied.value.service).not.toEqual(base);
    expect(applied.ok && revert(applied.value.service, inverse)).toMatchObject({ ok: true, value: { service: base } });
  });

  it.each<[string, Operation, string, string]>([
    ['an id twice', { op: 'add_node', node: { id: 'first', type: 'end' } }, 'OR1015', '/nodes'],
    ['a reserved word as id', { op: 'add_node', node: { id: 'for', type: 'end' } }, 'OR1016', '/nodes'],
    ['an id that is none', { op: 'add_node', node: { id: 'Not One', type: 'end' } }, 'OR1007', '/nodes/2/id'],
    ['an unknown field', { op: 'update_node', id: 'first', pointer: '/retry', value: {} }, 'OR1003', '/nodes/0/retry'],
    [
      'a field of another kind',
      { op: 'update_node', id: 'first', pointer: '/config', value: 3 },
      'OR1005',
      '/nodes/0/config',
    ],
    ['a step without type', { op: 'update_node', id: 'first', pointer: '/type' }, 'OR1004', '/nodes/0'],
    ['another id', { op: 'update_node', id: 'first', pointer: '/id', value: 'x' }, 'OR1012', '/nodes/0/id'],
    ['a name in an expression', { op: 'set_name', id: 'first', name: '${ x }' }, 'OR1012', '/nodes/0/name'],
    ['an edge twice', { op: 'connect', edge: { source: 'first', target: 'second' } }, 'OR2009', '/edges'],
    ['a step that is not there', { op: 'remove_node', id: 'frist' }, 'OR2004', ''],
    [
      'a place behind the end of a list',
      { op: 'update_node', id: 'first', pointer: '/config/list/9', value: 1 },
      'OR2004',
      '',
    ],
    [
      'a trigger with the id of a step',
      { op: 'put', collection: 'triggers', item: { id: 'first', type: 'manual' } },
      'OR1015',
      '/triggers',
    ],
    [
      'a variable without schema',
      { op: 'put', collection: 'variables', item: { name: 'v' } },
      'OR1004',
      '/variables/0',
    ],
    ['a service without name', { op: 'set_service', field: 'name' }, 'OR1004', ''],
    ['an order that leaves one out', { op: 'arrange', list: 'nodes', ids: ['first'] }, 'OR2004', ''],
  ])('is refused with a place if it brings %s', (_, operation, code, pointer) => {
    expect(refusal(operation)).toEqual({ code, pointer });
  });

  it('may keep a setting that is half written, and a fault that was there before', () => {
    expect(refusal({ op: 'update_node', id: 'first', pointer: '/timeout', value: { total: 'PT' } })).toBeNull();
    expect(refusal({ op: 'set_service', field: 'inputs', value: { type: 'objec' } })).toBeNull();
    const faulty = { ...base, nodes: [{ ...base.nodes[0], retry: 1 }] } as unknown as Service;
    expect(refusal({ op: 'set_name', id: 'first', name: 'One' }, faulty)).toBeNull();
    expect(refusal({ op: 'update_node', id: 'first', pointer: '/retry' }, faulty)).toBeNull();
  });

  it('that repaired a fault can be taken back', () => {
    const faulty = { ...base, nodes: [{ ...base.nodes[0], retry: 1 }] } as unknown as Service;
    const repaired = applyAll(faulty, [{ op: 'update_node', id: 'first', pointer: '/retry' }]);
    expect(repaired.ok && revert(repaired.value.service, repaired.value.inverse)).toMatchObject({
      value: { service: faulty },
    });
  });
});

describe('any operations', () => {
  it('are taken back by their inverse to the same document', () => {
    fc.assert(
      fc.property(serviceArbitrary, fc.array(operationArbitrary, { maxLength: 8 }), (service, operations) => {
        const kept: Operation[] = [];
        for (const operation of operations) if (applyAll(service, [...kept, operation]).ok) kept.push(operation);
        const applied = applyAll(service, kept);
        if (!applied.ok) throw new Error('what was applied one by one is refused together');
        const back = revert(applied.value.service, applied.value.inverse);
        expect(back.ok && canonicalJson(back.value.service)).toBe(canonicalJson(service));
      }),
      { seed, numRuns: 1500 },
    );
  });

  it('keep a well-formed document well formed, each id standing for one thing', () => {
    let made = 0;
    fc.assert(
      fc.property(serviceArbitrary, fc.array(operationArbitrary, { maxLength: 8 }), (service, operations) => {
        let current = service;
        for (const operation of operations) {
          const applied = apply(current, operation);
          if (applied.ok) {
            current = applied.value.service;
            made += 1;
          }
        }
        expect(walk(ServiceSchema, current).findings.filter((finding) => finding.code < 'OR1006')).toEqual([]);
        const ids = [...current.nodes, ...(current.triggers ?? [])].map((each) => each.id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(new Set(current.edges.map(edgeId)).size).toBe(current.edges.length);
      }),
      { seed, numRuns: 1500 },
    );
    expect(made).toBeGreaterThan(1000);
  });
});

describe('operations from outside', () => {
  it('are read when each has its fields', () => {
    fc.assert(
      fc.property(operationArbitrary, (operation) => {
        expect(Object.hasOwn(OPERATIONS, operation.op)).toBe(true);
        const read = readOperations([operation]);
        if (!read.ok) expect(read.error[0]?.code).toMatch(/OR1007|OR1012/);
      }),
      { seed, numRuns: 500 },
    );
  });

  it.each<[unknown, string, string]>([
    [{}, 'OR1005', ''],
    [['x'], 'OR1005', '/0'],
    [[{ op: 'add_nod' }], 'OR1006', '/0/op'],
    [[{ op: 'add_node' }], 'OR1004', '/0'],
    [[{ op: 'remove_node', id: 'a', extra: 1 }], 'OR1003', '/0/extra'],
    [[{ op: 'connect', edge: { source: 'a' } }], 'OR1004', '/0/edge'],
  ])('are refused at a place: %j', (written, code, pointer) => {
    const read = readOperations(written);
    expect(!read.ok && read.error.map((finding) => [finding.code, finding.pointer])).toEqual([[code, pointer]]);
  });
});

import { canonicalJson, isObject, type Json } from '@omniroute/primitives';
import { operationArbitrary, serviceArbitrary } from '@omniroute/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Service } from '../document/service.ts';
import { apply, applyAll } from '../operations/apply.ts';
import { ALL_LISTS, nameOf } from '../operations/item-name.ts';
import type { Operation } from '../operations/operation.ts';
import { merge } from './merge.ts';
import { settle } from './settle.ts';

const seed = 20260105;
const same = (a: unknown, b: unknown) => expect(canonicalJson(a)).toBe(canonicalJson(b));

/** A service after those of some operations that can be applied. */
function edited(service: Service, operations: readonly Operation[]): Service {
  return operations.reduce((current, operation) => {
    const applied = apply(current, operation);
    return applied.ok ? applied.value.service : current;
  }, service);
}

const edits = fc.array(operationArbitrary, { maxLength: 5 });
const threeSides = fc
  .tuple(serviceArbitrary, edits, edits)
  .map(([base, mine, other]) => ({ base, ours: edited(base, mine), theirs: edited(base, other) }));

/** Every value that is no object, by the names of what it stands in. */
function leaves(service: Service): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (value: Json, path: string) => {
    if (isObject(value) && Object.keys(value).length > 0)
      for (const [key, member] of Object.entries(value)) visit(member, `${path}/${key}`);
    else found.set(path, canonicalJson(value));
  };
  for (const [field, value] of Object.entries(service)) {
    const list = ALL_LISTS.find((each) => each === field);
    if (list === undefined) visit(value as Json, field);
    else for (const item of value as Json[]) visit(item, `${field}/${nameOf(list, item)}`);
  }
  return found;
}

describe('merging two edits of one service', () => {
  it('with a side that changed nothing gives the other side', () => {
    fc.assert(
      fc.property(threeSides, ({ base, ours, theirs }) => {
        expect(merge(base, ours, base).conflicts).toEqual([]);
        same(merge(base, ours, base).service, ours);
        same(merge(base, base, theirs).service, theirs);
        same(merge(base, ours, ours).service, ours);
      }),
      { seed, numRuns: 300 },
    );
  });

  it('gives the same whichever side is which, and keeps every edit of both, where nothing conflicts', () => {
    let clean = 0;
    fc.assert(
      fc.property(threeSides, ({ base, ours, theirs }) => {
        const merged = merge(base, ours, theirs);
        const turned = merge(base, theirs, ours);
        expect(turned.conflicts.length).toBe(merged.conflicts.length);
        if (merged.conflicts.length > 0) return;
        clean += 1;
        same(turned.service, merged.service);
        const [before, mine, other, both] = [base, ours, theirs, merged.service].map(leaves);
        for (const path of new Set([...mine!.keys(), ...other!.keys(), ...before!.keys()])) {
          const [was, my, its] = [before!.get(path), mine!.get(path), other!.get(path)];
          // An empty object is a value only until something is in it.
          if ([was, my, its].includes('{}')) continue;
          expect([path, both!.get(path)]).toEqual([path, my === was ? its : my]);
        }
      }),
      { seed, numRuns: 800 },
    );
    expect(clean).toBeGreaterThan(150);
  });

  it('names a place for each conflict, where the merged document holds what was kept', () => {
    fc.assert(
      fc.property(threeSides, ({ base, ours, theirs }) => {
        const merged = merge(base, ours, theirs);
        for (const side of ['ours', 'theirs'] as const) {
          const operations = settle(merged, () => side);
          expect(applyAll(merged.service, operations).ok).toBe(true);
        }
        const kept = settle(merged, (conflict) => (conflict.ours === undefined ? 'theirs' : 'ours'));
        const changed = merged.conflicts.filter(({ kind }) => kind !== 'removed_and_used');
        if (changed.length === merged.conflicts.length) expect(kept).toEqual([]);
      }),
      { seed, numRuns: 300 },
    );
  });
});

describe('what cannot both stand', () => {
  const base: Service = {
    dsl_version: '1.0',
    id: 'service',
    name: 'Service',
    nodes: [
      { id: 'first', type: 'wait', name: 'One', config: { duration: 'PT1S', branches: [{ id: 'yes', when: 'a' }] } },
      { id: 'second', type: 'end' },
    ],
    edges: [{ source: 'first', target: 'second' }],
  };
  const after = (...operations: Operation[]) => {
    const applied = applyAll(base, operations);
    if (!applied.ok) throw new Error(applied.error.message);
    return applied.value.service;
  };
  const update = (pointer: string, value: Json): Operation => ({ op: 'update_node', id: 'first', pointer, value });

  it('is a conflict at the field that both changed; ours stands, and theirs can be chosen', () => {
    const merged = merge(
      base,
      after(update('/name', 'Ours')),
      after(update('/name', 'Theirs'), update('/disabled', true)),
    );
    expect(merged.conflicts).toEqual([
      { kind: 'both_changed', pointer: '/nodes/0/name', node_id: 'first', base: 'One', ours: 'Ours', theirs: 'Theirs' },
    ]);
    expect(merged.service.nodes[0]).toMatchObject({ name: 'Ours', disabled: true });
    expect(settle(merged, () => 'theirs')).toEqual([{ op: 'set_name', id: 'first', name: 'Theirs' }]);
  });

  it('is no conflict inside a list whose items have ids', () => {
    const merged = merge(
      base,
      after(update('/config/branches/0/when', 'b')),
      after(update('/config/branches/-', { id: 'no', when: 'c' })),
    );
    expect(merged.conflicts).toEqual([]);
    expect(merged.service.nodes[0]?.config?.branches).toEqual([
      { id: 'yes', when: 'b' },
      { id: 'no', when: 'c' },
    ]);
  });

  it('is a removed step that the other changed: the change stays', () => {
    const ours = after({ op: 'disconnect', edge: 'first:out>second' }, { op: 'remove_node', id: 'first' });
    const merged = merge(base, ours, after(update('/name', 'Theirs')));
    expect(merged.conflicts).toEqual([
      expect.objectContaining({ kind: 'removed_and_changed', pointer: '/nodes/0', node_id: 'first' }),
    ]);
    expect(merged.service.nodes.map((node) => node.id)).toEqual(['first', 'second']);
    expect(settle(merged, () => 'ours')).toEqual([{ op: 'remove_node', id: 'first' }]);
  });

  it('is a removed step that the other came to use: the step stays', () => {
    const ours = after({ op: 'disconnect', edge: 'first:out>second' }, { op: 'remove_node', id: 'second' });
    const theirs = after({ op: 'connect', edge: { source: 'first', source_handle: 'timeout', target: 'second' } });
    for (const merged of [merge(base, ours, theirs), merge(base, theirs, ours)]) {
      expect(merged.conflicts).toEqual([
        expect.objectContaining({ kind: 'removed_and_used', pointer: '/nodes/1', node_id: 'second' }),
      ]);
      expect(merged.service.nodes.map((node) => node.id)).toEqual(['first', 'second']);
      expect(merged.service.edges).toEqual([{ source: 'first', source_handle: 'timeout', target: 'second' }]);
    }
  });

  it('is a step of another type whose old settings were changed', () => {
    const ours = after(update('/type', 'transform'), update('/config', { output: 1 }));
    const merged = merge(base, ours, after(update('/config/duration', 'PT2S')));
    expect(merged.conflicts).toEqual([expect.objectContaining({ kind: 'both_changed', pointer: '/nodes/0/config' })]);
    expect(merged.service.nodes[0]).toMatchObject({ type: 'transform', config: { output: 1 } });
  });
});

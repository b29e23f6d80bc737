import type { Service } from '@omniroute/dsl';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { documentOf, isText } from '../../test/documents.ts';
import { applyOperations } from '../edit/apply-operations.ts';
import type { Origin } from '../edit/origin.ts';
import { epochOf, rebuilt } from './epoch.ts';
import { DOCUMENT_MIGRATIONS, type DocumentMigration, migrateDocument, schemaOf } from './migrate.ts';
import { metaOf, SCHEMA } from './schema.ts';
import { toService } from './to-service.ts';

const origin: Origin = { kind: 'service', now: () => 1 };
const service: Service = { dsl_version: '1.0', id: 'forms', name: 'Forms', nodes: [], edges: [] };

const to = (form: number): DocumentMigration => ({
  to: form,
  title: `form ${form}`,
  migrate: (doc) => metaOf(doc).set('description', `${metaOf(doc).get('description') ?? ''}${form}`),
});

describe('a document', () => {
  it('is brought through all forms that it has not had, in one transaction', () => {
    const doc = documentOf(service);
    const origins: unknown[] = [];
    doc.on('update', (_update: Uint8Array, by: unknown) => origins.push(by));
    expect(migrateDocument(doc, origin, [to(1), to(2), to(3)])).toBe(2);
    expect([schemaOf(doc), toService(doc).description]).toEqual([3, '23']);
    expect(origins).toEqual([{ ...origin, kind: 'migration' }]);
    expect(migrateDocument(doc, origin, [to(1), to(2), to(3)])).toBe(0);
  });

  it('of a newer form is refused, and not written to', () => {
    const doc = documentOf(service);
    migrateDocument(doc, origin, [to(2)]);
    expect(() => migrateDocument(doc, origin)).toThrow(/form 2; this program knows form 1/);
    expect(toService(doc).description).toBe('2');
  });

  it('is made in the form that the migrations lead to', () => {
    expect([schemaOf(documentOf(service)), DOCUMENT_MIGRATIONS.at(-1)?.to ?? 1]).toEqual([SCHEMA, SCHEMA]);
    expect(schemaOf(new Y.Doc())).toBe(0);
  });

  it('is rebuilt without its history, and without what was deleted, as the next epoch', () => {
    const doc = documentOf(service);
    for (let count = 0; count < 50; count += 1)
      for (const operation of [
        { op: 'add_node', node: { id: `n${count}`, type: 'transform' } },
        { op: 'remove_node', id: `n${count}` },
      ] as const)
        applyOperations(doc, [operation], origin, { isText });
    const next = rebuilt(doc, { isText });
    if (!next.ok) throw new Error(next.error.message);
    expect([epochOf(doc), epochOf(next.value), toService(next.value)]).toEqual([0, 1, toService(doc)]);
    expect(Y.encodeStateAsUpdate(next.value).length).toBeLessThan(Y.encodeStateAsUpdate(doc).length / 2);
  });
});

import type * as Y from 'yjs';
import type { Origin } from '../edit/origin.ts';
import { documentErrors } from '../errors.ts';
import { META, metaOf, SCHEMA } from './schema.ts';

/** Brings a document from the form before to `to`, by writes to its shared maps. Never edited once it is released. */
export interface DocumentMigration {
  readonly to: number;
  readonly title: string;
  migrate(doc: Y.Doc): void;
}

/** All changes of the form, in order. Form 1 is the first. */
export const DOCUMENT_MIGRATIONS: readonly DocumentMigration[] = [];

/** The form of a document; 0 of one that nothing was written to. */
export function schemaOf(doc: Y.Doc): number {
  const schema = metaOf(doc).get(META.schema);
  return typeof schema === 'number' ? schema : 0;
}

/**
 * Brings a document to the present form, in one transaction; the server does it when it opens one. A document of a newer
 * form is refused: a program that does not know a form must not write in it. Answers how many steps it took.
 */
export function migrateDocument(
  doc: Y.Doc,
  origin: Origin,
  migrations: readonly DocumentMigration[] = DOCUMENT_MIGRATIONS,
): number {
  const [found, known] = [schemaOf(doc), migrations.at(-1)?.to ?? SCHEMA];
  if (found > known) throw documentErrors.fault('document.newer', { found, known });
  const steps = migrations.filter(({ to }) => to > found);
  if (steps.length === 0) return 0;
  doc.transact(
    () => {
      for (const step of steps) {
        step.migrate(doc);
        metaOf(doc).set(META.schema, step.to);
      }
    },
    { ...origin, kind: 'migration' } satisfies Origin,
  );
  return steps.length;
}

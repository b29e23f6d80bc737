import type { Trx } from './database.ts';

/** What is stored of a draft's document; one part is nothing without the other. */
export interface StoredDraft {
  /** Another document of the same service has another id, and does not merge with this one. */
  readonly document: string;
  readonly snapshot: Uint8Array;
  readonly tail: readonly Uint8Array[];
}

/** Makes the caller the only one who changes a service and its draft until the transaction ends; its draft as JSON. */
export async function lockDraft(trx: Trx, tenant: string, id: string): Promise<unknown> {
  const row = await trx
    .selectFrom('service')
    .select('draft')
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row?.draft;
}

/** The document of a draft, `null` while nobody has opened the draft as one. */
export async function loadDraft(trx: Trx, tenant: string, id: string): Promise<StoredDraft | null> {
  const row = await trx
    .selectFrom('draft_document')
    .select(['document', 'snapshot'])
    .where('tenant_id', '=', tenant)
    .where('service_id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return null;
  const tail = await trx
    .selectFrom('draft_update')
    .select('body')
    .where('tenant_id', '=', tenant)
    .where('document', '=', row.document)
    .orderBy('seq')
    .execute();
  return { ...row, tail: tail.map(({ body }) => body) };
}

/** Stores the document that a draft becomes. */
export async function createDraft(
  trx: Trx,
  tenant: string,
  draft: { readonly service: string; readonly document: string; readonly snapshot: Uint8Array },
): Promise<void> {
  const { service, document, snapshot } = draft;
  await trx
    .insertInto('draft_document')
    .values({ tenant_id: tenant, service_id: service, document, snapshot })
    .execute();
}

/** Adds a change to a document. */
export async function appendDraft(
  trx: Trx,
  tenant: string,
  change: { readonly document: string; readonly update: Uint8Array; readonly subject: string },
): Promise<void> {
  const { document, update, subject } = change;
  await trx.insertInto('draft_update').values({ tenant_id: tenant, document, body: update, subject }).execute();
}

/** Exchanges the snapshot for one that holds all changes so far. */
export async function compactDraft(trx: Trx, tenant: string, document: string, snapshot: Uint8Array): Promise<void> {
  await trx
    .updateTable('draft_document')
    .set({ snapshot })
    .where('tenant_id', '=', tenant)
    .where('document', '=', document)
    .execute();
  await trx.deleteFrom('draft_update').where('tenant_id', '=', tenant).where('document', '=', document).execute();
}

/** Forgets a document: its draft is another one from now on. */
export async function forgetDraft(trx: Trx, tenant: string, id: string): Promise<void> {
  await trx.deleteFrom('draft_document').where('tenant_id', '=', tenant).where('service_id', '=', id).execute();
}

import type { Service } from '@omniroute/dsl';
import { isWrittenTogether } from '@omniroute/kind-sdk';
import { toDocument, toService, writeService } from '@omniroute/shared-doc';
import * as Y from 'yjs';
import { appendDraft, forgetDraft, loadDraft } from '../../storage/draft-repository.ts';
import type { Trx } from '../../storage/index.ts';
import { commandService, requireService } from '../../storage/service-repository.ts';
import { draftOf, nodeCountOf } from '../draft-row.ts';
import { type DraftDeps, openDraft, shaped } from './open-draft.ts';

/**
 * Lets a writer with a whole document (the API, a restored version, a publication) set the draft. Pages that have it open
 * get what differs as one change; what they did meanwhile is kept beside it. The JSON is stored as it was written. A
 * document that cannot be drawn (a name stands for two things) makes the open one another: pages are told.
 */
export async function replaceDraft(
  trx: Trx,
  deps: DraftDeps,
  tenant: string,
  id: string,
  replacement: { readonly document: Partial<Service>; readonly subject: string; readonly expected?: number },
) {
  const { document, subject, expected } = replacement;
  const command = {
    type: 'change_draft',
    name: String(document.name ?? ''),
    nodeCount: nodeCountOf(document),
  } as const;
  const before = await requireService(trx, tenant, id);
  const changed = await commandService(trx, tenant, before, command, {
    ids: deps.newId,
    draft: draftOf(document),
    ...(expected === undefined ? {} : { expected }),
  });
  if ((await loadDraft(trx, tenant, id)) !== null) await writeDifference(trx, deps, tenant, id, document, subject);
  return changed;
}

async function writeDifference(
  trx: Trx,
  deps: DraftDeps,
  tenant: string,
  id: string,
  document: Partial<Service>,
  subject: string,
): Promise<void> {
  const isText = isWrittenTogether(deps.kinds);
  const after = drawable(id, document, isText);
  if (after === null) {
    await forgetDraft(trx, tenant, id);
    return;
  }
  const draft = await openDraft(trx, deps, tenant, id);
  const known = Y.encodeStateVector(draft.doc);
  writeService(draft.doc, toService(draft.doc), after, { kind: 'service', now: deps.now }, { isText });
  await appendDraft(trx, tenant, {
    document: draft.document,
    update: Y.encodeStateAsUpdate(draft.doc, known),
    subject,
  });
}

function drawable(
  id: string,
  document: Partial<Service>,
  isText: ReturnType<typeof isWrittenTogether>,
): Service | null {
  for (const list of [document.nodes, document.edges]) if (list !== undefined && !Array.isArray(list)) return null;
  const service = shaped(id, document);
  return toDocument(service, { isText }).ok ? service : null;
}

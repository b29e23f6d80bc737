import { DSL_VERSION, normalise as inOwnSpelling, type Service } from '@omniroute/dsl';
import { isWrittenTogether } from '@omniroute/kind-sdk';
import { isObject, type Json } from '@omniroute/primitives';
import { type Fill, normalise, toDocument, toService } from '@omniroute/shared-doc';
import * as Y from 'yjs';
import { domainErrors } from '../../domain/errors.ts';
import { createDraft, loadDraft, lockDraft } from '../../storage/draft-repository.ts';
import type { Trx } from '../../storage/index.ts';
import type { ApiDeps } from '../deps.ts';

/** What drafts need of the API. */
export type DraftDeps = Pick<ApiDeps, 'kinds' | 'newId' | 'now'>;

/** A draft's document as it is stored now; the service is locked until the transaction ends. */
export interface OpenDraft {
  readonly document: string;
  readonly doc: Y.Doc;
  /** Changes since the last snapshot. */
  readonly unsaved: number;
}

/** Undo can take away what another changed; nothing is made up for it here, the compiler says what is missing. */
const asWritten: Fill = (_, item) => item;

/** Opens the document of a draft; the first who opens it makes it from the JSON that is stored. */
export async function openDraft(trx: Trx, deps: DraftDeps, tenant: string, id: string): Promise<OpenDraft> {
  const json = await lockDraft(trx, tenant, id);
  if (json === undefined) throw domainErrors.fault('service.not_found', { id });
  const stored = await loadDraft(trx, tenant, id);
  if (stored === null) {
    const doc = documentOf(id, json, deps);
    const document = deps.newId();
    await createDraft(trx, tenant, { service: id, document, snapshot: Y.encodeStateAsUpdate(doc) });
    return { document, doc, unsaved: 0 };
  }
  const doc = new Y.Doc();
  for (const update of [stored.snapshot, ...stored.tail]) Y.applyUpdate(doc, update);
  return { document: stored.document, doc, unsaved: stored.tail.length };
}

/** The service that a draft's document holds, as it is checked and published. */
export function serviceOf(doc: Y.Doc): Service {
  return normalise(toService(doc), asWritten).service;
}

/** A draft as it is drawn and compared; refused as a document is. */
export function drawnService(id: string, json: unknown, deps: DraftDeps): Service {
  return serviceOf(documentOf(id, json, deps));
}

/** A document of a draft; one in which a name stands for two things cannot be drawn, and is refused with the finding. */
function documentOf(id: string, json: unknown, deps: DraftDeps): Y.Doc {
  const made = toDocument(shaped(id, json), { isText: isWrittenTogether(deps.kinds) });
  if (!made.ok) throw domainErrors.fault('draft.unclear', { id, problem: made.error.message });
  return made.value;
}

/** A service in the language's own spelling, with the lists that every service has. */
export function shaped(id: string, json: unknown): Service {
  const written = inOwnSpelling(json as Json).document;
  if (!isObject(written)) throw domainErrors.fault('draft.unclear', { id, problem: 'It is no object.' });
  for (const list of ['nodes', 'edges'])
    if (written[list] !== undefined && !Array.isArray(written[list]))
      throw domainErrors.fault('draft.unclear', { id, problem: `"${list}" is no list.` });
  return { dsl_version: DSL_VERSION, id, name: id, nodes: [], edges: [], ...written } as unknown as Service;
}

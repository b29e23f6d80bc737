import type { Service } from '@omniroute/dsl';
import { SERVICE_NAME_PATTERN } from '@omniroute/dsl';
import { bringsNews, documentErrors, isUpdate } from '@omniroute/shared-doc';
import * as Y from 'yjs';
import { domainErrors } from '../../domain/errors.ts';
import { appendDraft, compactDraft } from '../../storage/draft-repository.ts';
import type { Trx } from '../../storage/index.ts';
import { commandService, requireService } from '../../storage/service-repository.ts';
import { draftOf, nodeCountOf } from '../draft-row.ts';
import { type DraftDeps, type OpenDraft, openDraft, serviceOf } from './open-draft.ts';

/** Changes after which a snapshot is written. */
const SNAPSHOT_AFTER = 100;
const NAME = new RegExp(SERVICE_NAME_PATTERN);

/** What a page brings: what it changed, what it knows already, and which document it has. */
export interface BroughtChange {
  readonly document?: string | undefined;
  readonly stateVector: Uint8Array;
  readonly update?: Uint8Array | undefined;
  readonly subject: string;
}

/** What a page gets back: what it lacks, and what the server knows now. */
export interface MergedDraft {
  readonly document: string;
  readonly update: Uint8Array;
  readonly stateVector: Uint8Array;
  readonly revision: number;
}

/** Merges what a page brings into the draft, stores it, and answers what the page lacks. */
export async function mergeDraft(
  trx: Trx,
  deps: DraftDeps,
  tenant: string,
  id: string,
  brought: BroughtChange,
): Promise<MergedDraft> {
  const draft = await openDraft(trx, deps, tenant, id);
  const { doc, document } = draft;
  if (brought.document !== undefined && brought.document !== document)
    throw domainErrors.fault('draft.replaced', { id });
  const { update } = brought;
  let { revision } = await requireService(trx, tenant, id);
  if (update !== undefined) {
    if (!isUpdate(update)) throw documentErrors.fault('document.bad_update');
    if (bringsNews(doc, update)) {
      Y.applyUpdate(doc, update);
      revision = await keepChange(trx, deps, tenant, id, { ...draft, update, subject: brought.subject });
    }
  }
  return {
    document,
    update: Y.encodeStateAsUpdate(doc, brought.stateVector),
    stateVector: Y.encodeStateVector(doc),
    revision,
  };
}

/** Stores a change that a document has taken, and the JSON that the document says now; answers the new revision. */
export async function keepChange(
  trx: Trx,
  deps: DraftDeps,
  tenant: string,
  id: string,
  change: OpenDraft & { readonly update: Uint8Array; readonly subject: string },
): Promise<number> {
  const { document, doc, unsaved, update, subject } = change;
  const before = await requireService(trx, tenant, id);
  const service = serviceOf(doc);
  const command = {
    type: 'change_draft',
    name: listedName(service, before.name),
    nodeCount: nodeCountOf(service),
  } as const;
  const changed = await commandService(trx, tenant, before, command, { ids: deps.newId, draft: draftOf(service) });
  if (unsaved + 1 < SNAPSHOT_AFTER) await appendDraft(trx, tenant, { document, update, subject });
  else await compactDraft(trx, tenant, document, Y.encodeStateAsUpdate(doc));
  return changed.service.revision;
}

/** A name that is being typed stands in the draft; lists show it once it is one. */
function listedName(service: Service, before: string): string {
  return NAME.test(service.name) ? service.name : before;
}

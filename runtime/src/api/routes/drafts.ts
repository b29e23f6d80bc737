import { CheckResult, DraftMerged, MergeDraft } from '@omniroute/contracts';
import type { Service } from '@omniroute/dsl';
import { etagOf, ifMatchVersion } from '@omniroute/server-kit';
import Type from 'typebox';
import { domainErrors } from '../../domain/errors.ts';
import type { ApiDeps } from '../deps.ts';
import { mergeDraft } from '../drafts/merge-draft.ts';
import { replaceDraft } from '../drafts/replace-draft.ts';
import { checkDocument } from '../publish/publish-service.ts';
import type { ApiServer } from '../server.ts';

const Id = Type.Object({ id: Type.String() });
/** A page that was long without a network brings much at once. */
const MERGE_LIMIT = 8 * 1_048_576;
const tags = ['drafts'];

/** The draft of a service: as JSON, replaced as JSON, and merged as the document that pages change. */
export function draftRoutes(server: ApiServer, deps: ApiDeps): void {
  server.get(
    '/services/:id/draft',
    { schema: { tags, summary: 'The draft document', params: Id, response: { 200: Type.Unknown() } } },
    async (request, reply) => {
      const { tenant } = request.caller;
      const { id } = request.params;
      const row = await deps.storage.inTenant(tenant, (trx) =>
        trx
          .selectFrom('service')
          .select(['draft', 'revision'])
          .where('tenant_id', '=', tenant)
          .where('id', '=', id)
          .executeTakeFirst(),
      );
      if (row === undefined) throw domainErrors.fault('service.not_found', { id });
      return reply.header('etag', etagOf(Number(row.revision))).send(row.draft);
    },
  );

  server.put(
    '/services/:id/draft',
    {
      schema: {
        tags,
        summary: 'Replace the draft document; pages that have it open get what differs',
        params: Id,
        body: Type.Unknown(),
        response: { 200: CheckResult },
      },
    },
    async (request, reply) => {
      const { tenant, subject } = request.caller;
      const { id } = request.params;
      const document = request.body as Partial<Service>;
      if (document.id !== id) throw domainErrors.fault('service.id_mismatch', { id, got: String(document.id) });
      const expected = ifMatchVersion(request);
      const { service } = await deps.storage.inTenant(tenant, (trx) =>
        replaceDraft(trx, deps, tenant, id, { document, subject, expected }),
      );
      reply.header('etag', etagOf(service.revision));
      const { ok, diagnostics } = await checkDocument(deps, tenant, document);
      return { ok, diagnostics: diagnostics.map((finding) => ({ ...finding })) };
    },
  );

  server.post(
    '/services/:id/draft',
    {
      bodyLimit: MERGE_LIMIT,
      schema: {
        tags,
        summary: 'Merge a change into the draft (a Yjs update), and get what this page lacks',
        params: Id,
        body: MergeDraft,
        response: { 200: DraftMerged },
      },
    },
    async (request, reply) => {
      const { tenant, subject } = request.caller;
      const { id } = request.params;
      const { document, state_vector: vector, update } = request.body;
      const merged = await deps.storage.inTenant(tenant, (trx) =>
        mergeDraft(trx, deps, tenant, id, {
          document,
          stateVector: bytesOf(vector),
          ...(update === undefined ? {} : { update: bytesOf(update) }),
          subject,
        }),
      );
      return reply.header('etag', etagOf(merged.revision)).send({
        document: merged.document,
        update: textOf(merged.update),
        state_vector: textOf(merged.stateVector),
        revision: merged.revision,
      });
    },
  );
}

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

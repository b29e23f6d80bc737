import { compile, type LoweringRegistry } from '@omniroute/compiler';
import { type Estimate, estimate } from '@omniroute/compiler/estimate';
import type { Service } from '@omniroute/dsl';
import { serviceHash } from '@omniroute/dsl';
import { type Diagnostic, hasErrors } from '@omniroute/errors';
import { lowerings } from '@omniroute/kinds/lowerings';
import { type Plan, planHash } from '@omniroute/plan';
import { canonicalJson } from '@omniroute/primitives';
import { domainErrors } from '../../domain/errors.ts';
import type { ServiceDefinition } from '../../domain/service-definition.ts';
import { activateTriggers } from '../../ingress/activate-triggers.ts';
import { listConnections } from '../../storage/connection-repository.ts';
import { lockDraft } from '../../storage/draft-repository.ts';
import type { Trx } from '../../storage/index.ts';
import { saveDeclarations } from '../../storage/message-declarations.ts';
import { commandService, requireLive, requireService } from '../../storage/service-repository.ts';
import { loadVersion, savePlan, saveVersion } from '../../storage/version-repository.ts';
import type { ApiDeps } from '../deps.ts';
import { replaceDraft } from '../drafts/replace-draft.ts';
import { knownServices } from './known-services.ts';
import { refuseUnbuilt } from './refuse-unbuilt.ts';

/** What publishing gives: the version, new or just as it is live already, or why the service is not sound. */
export type PublishOutcome =
  | {
      readonly ok: true;
      readonly version: number;
      readonly isNew: boolean;
      readonly planHash: string;
      readonly diagnostics: readonly Diagnostic[];
      readonly estimate: Estimate;
    }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** All kinds' lowerings, seen as the compiler sees them: by type, whatever their config. */
export const LOWERINGS = lowerings as unknown as LoweringRegistry;

/** Checks a document beside the tenant's published services, without touching anything. */
export async function checkDocument(
  { storage, kinds }: Pick<ApiDeps, 'storage' | 'kinds'>,
  tenant: string,
  document: unknown,
): Promise<{ ok: boolean; diagnostics: readonly Diagnostic[]; estimate?: Estimate }> {
  const services = await storage.inTenant(tenant, (trx) => knownServices(trx, tenant, document, kinds));
  const { diagnostics, plan } = compile({ document: document as never }, { kinds, lowerings: LOWERINGS, services });
  return { ok: !hasErrors(diagnostics), diagnostics, ...(plan === undefined ? {} : { estimate: estimate(plan) }) };
}

/**
 * Publishes a document as the next version: compiles it, binds its connections, keeps plan and version, and commits
 * aggregate and events in one transaction. Unsound services, steps that no activity runs yet, calls of services that are
 * not published and unbound connections are refused. What is live already is not published once more.
 */
export async function publishService(
  deps: Pick<ApiDeps, 'storage' | 'kinds' | 'newId' | 'now'>,
  request: {
    tenant: string;
    id: string;
    document: unknown;
    name?: string;
    notes: string;
    by: string;
    expected?: number;
    /** The live version that was looked at, `null` for none. */
    live?: number | null;
    replaceDraft: boolean;
  },
): Promise<PublishOutcome> {
  const { kinds, storage } = deps;
  const services = await storage.inTenant(request.tenant, (trx) =>
    knownServices(trx, request.tenant, request.document, kinds),
  );
  const compiled = compile({ document: request.document as never }, { kinds, lowerings: LOWERINGS, services });
  const diagnostics = refuseUnbuilt(compiled.diagnostics);
  const { plan, service } = compiled;
  if (hasErrors(diagnostics) || plan === undefined || service === undefined) return { ok: false, diagnostics };
  if (service.id !== request.id) throw domainErrors.fault('service.id_mismatch', { id: request.id, got: service.id });
  const hash = planHash(plan);
  const made = await deps.storage.inTenant(request.tenant, async (trx) => {
    await requireConnections(trx, request.tenant, plan);
    // One publication of a service at a time, so that two of the same are one version.
    await lockDraft(trx, request.tenant, request.id);
    let aggregate = await requireService(trx, request.tenant, request.id);
    const content = { planHash: hash, serviceHash: serviceHash(service) };
    if (request.replaceDraft) {
      ({ service: aggregate } = await replaceDraft(trx, deps, request.tenant, request.id, {
        document: request.document as Service,
        subject: request.by,
        ...(request.expected === undefined ? {} : { expected: request.expected }),
      }));
    }
    const live = await liveWith(trx, request.tenant, aggregate, content);
    if (live !== null) return { version: live, isNew: false };
    requireLive(aggregate, request.live);
    const command = { type: 'publish', notes: request.notes, ...content, by: request.by } as const;
    const published = await commandService(trx, request.tenant, aggregate, command, {
      ids: deps.newId,
      ...(request.expected === undefined || request.replaceDraft ? {} : { expected: request.expected }),
    });
    await savePlan(trx, request.tenant, hash, canonicalJson(plan));
    await saveDeclarations(trx, request.tenant, hash, plan);
    await saveVersion(trx, request.tenant, request.id, {
      version: published.service.latestVersion,
      name: request.name ?? '',
      notes: request.notes,
      document: service,
      ...content,
      publishedBy: request.by,
    });
    const active = { service: request.id, version: published.service.latestVersion, plan };
    await activateTriggers(trx, request.tenant, active, deps.now());
    return { version: published.service.latestVersion, isNew: true };
  });
  return { ok: true, ...made, planHash: hash, diagnostics, estimate: estimate(plan) };
}

/** The live version, if it is what is to be published and its service is open. */
async function liveWith(
  trx: Trx,
  tenant: string,
  service: ServiceDefinition,
  content: { readonly planHash: string; readonly serviceHash: string },
): Promise<number | null> {
  if (service.activeVersion === null || service.status !== 'published') return null;
  const row = await loadVersion(trx, tenant, service.id, service.activeVersion);
  const isSame = row?.serviceHash === content.serviceHash && row.planHash === content.planHash;
  return isSame ? service.activeVersion : null;
}

/** Publishing needs every declared connection bound to one of the tenant of the same type. */
export async function requireConnections(trx: Trx, tenant: string, plan: Pick<Plan, 'connections'>): Promise<void> {
  const bound = await listConnections(trx, tenant);
  for (const { name, type } of plan.connections) {
    if (!bound.some((connection) => connection.name === name && connection.type === type)) {
      throw domainErrors.fault('version.unbound', { name, type });
    }
  }
}

import { compile, type LoweringRegistry } from '@omniroute/compiler';
import { type Estimate, estimate } from '@omniroute/compiler/estimate';
import type { Service } from '@omniroute/dsl';
import { serviceHash } from '@omniroute/dsl';
import { type Diagnostic, hasErrors } from '@omniroute/errors';
import { lowerings } from '@omniroute/kinds/lowerings';
import { type Plan, planHash } from '@omniroute/plan';
import { canonicalJson } from '@omniroute/primitives';
import { domainErrors } from '../../domain/errors.ts';
import { activateTriggers } from '../../ingress/activate-triggers.ts';
import { listConnections } from '../../storage/connection-repository.ts';
import type { Trx } from '../../storage/index.ts';
import { saveDeclarations } from '../../storage/message-declarations.ts';
import { commandService, requireService } from '../../storage/service-repository.ts';
import { savePlan, saveVersion } from '../../storage/version-repository.ts';
import type { ApiDeps } from '../deps.ts';
import { replaceDraft } from '../drafts/replace-draft.ts';
import { knownServices } from './known-services.ts';
import { refuseUnbuilt } from './refuse-unbuilt.ts';

/** What publishing gives: the new version, or why the service is not sound. */
export type PublishOutcome =
  | {
      readonly ok: true;
      readonly version: number;
      readonly planHash: string;
      readonly diagnostics: readonly Diagnostic[];
    }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** All kinds' lowerings, seen as the compiler sees them: by type, whatever their config. */
const LOWERINGS = lowerings as unknown as LoweringRegistry;

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
 * not published and unbound connections are refused.
 */
export async function publishService(
  deps: Pick<ApiDeps, 'storage' | 'kinds' | 'newId' | 'now'>,
  request: {
    tenant: string;
    id: string;
    document: unknown;
    notes: string;
    by: string;
    expected?: number;
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
  const version = await deps.storage.inTenant(request.tenant, async (trx) => {
    await requireConnections(trx, request.tenant, plan);
    let aggregate = await requireService(trx, request.tenant, request.id);
    if (request.replaceDraft) {
      ({ service: aggregate } = await replaceDraft(trx, deps, request.tenant, request.id, {
        document: request.document as Service,
        subject: request.by,
        ...(request.expected === undefined ? {} : { expected: request.expected }),
      }));
    }
    const command = {
      type: 'publish',
      notes: request.notes,
      planHash: hash,
      serviceHash: serviceHash(service),
      by: request.by,
    } as const;
    const published = await commandService(trx, request.tenant, aggregate, command, {
      ids: deps.newId,
      ...(request.expected === undefined || request.replaceDraft ? {} : { expected: request.expected }),
    });
    await savePlan(trx, request.tenant, hash, canonicalJson(plan));
    await saveDeclarations(trx, request.tenant, hash, plan);
    await saveVersion(trx, request.tenant, request.id, {
      version: published.service.latestVersion,
      notes: request.notes,
      document: service,
      planHash: hash,
      serviceHash: command.serviceHash,
      publishedBy: request.by,
    });
    const active = { service: request.id, version: published.service.latestVersion, plan };
    await activateTriggers(trx, request.tenant, active, deps.now());
    return published.service.latestVersion;
  });
  return { ok: true, version, planHash: hash, diagnostics };
}

/** Publishing needs every declared connection bound to one of the tenant of the same type. */
async function requireConnections(trx: Trx, tenant: string, plan: Plan): Promise<void> {
  const bound = await listConnections(trx, tenant);
  for (const { name, type } of plan.connections) {
    if (!bound.some((connection) => connection.name === name && connection.type === type)) {
      throw domainErrors.fault('version.unbound', { name, type });
    }
  }
}

import { domainErrors } from '../domain/errors.ts';
import type { Trx } from '../storage/index.ts';
import { requireService } from '../storage/service-repository.ts';
import { loadVersion } from '../storage/version-repository.ts';

/** A published version of a service: the one that is named, else the active one. */
export async function findVersion(
  trx: Trx,
  tenant: string,
  request: { readonly service: string; readonly version: number | null | undefined },
): Promise<{ readonly planHash: string; readonly version: number }> {
  const service = await requireService(trx, tenant, request.service);
  if (service.status === 'archived') throw domainErrors.fault('service.archived', { id: service.id });
  const version = request.version ?? service.activeVersion;
  if (version === null) throw domainErrors.fault('service.not_published', { id: service.id });
  const row = await loadVersion(trx, tenant, service.id, version);
  if (row === null) throw domainErrors.fault('version.not_found', { id: service.id, version });
  return { planHash: row.planHash, version };
}

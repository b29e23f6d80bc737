import { contractOf, type KindRegistry } from '@omniroute/compiler';
import type { KnownServices, ServiceContract } from '@omniroute/kind-sdk';
import type { Plan } from '@omniroute/plan';
import { isObject, type Json } from '@omniroute/primitives';
import type { Trx } from '../../storage/index.ts';
import { loadService, serviceIds } from '../../storage/service-repository.ts';
import { loadPlan, loadVersion } from '../../storage/version-repository.ts';

type Wanted = { readonly service: string; readonly version: number | null };

/** The published services that a document calls, those that they call in turn, and the names of all that can be called. */
export async function knownServices(
  trx: Trx,
  tenant: string,
  document: unknown,
  kinds: KindRegistry,
): Promise<KnownServices> {
  const contracts = new Map<string, ServiceContract>();
  const open: Wanted[] = calledBy(document, kinds);
  if (open.length === 0) return { contracts: [], names: [] };
  for (let wanted = open.pop(); wanted !== undefined; wanted = open.pop()) {
    const contract = await published(trx, tenant, wanted, kinds, contracts);
    if (contract !== null) open.push(...contract.calls);
  }
  return { contracts: [...contracts.values()], names: await serviceIds(trx, tenant) };
}

/** What the steps of a document say they call, as far as it has a shape. */
function calledBy(document: unknown, kinds: KindRegistry): Wanted[] {
  const nodes = isObject(document) && Array.isArray(document.nodes) ? document.nodes : [];
  return nodes.flatMap((node) => {
    const { type, config } = isObject(node) ? node : {};
    const kind = typeof type === 'string' && Object.hasOwn(kinds, type) ? kinds[type] : undefined;
    const called = isObject(config) ? kind?.callsService?.(config) : null;
    return called?.service == null ? [] : [{ service: called.service, version: called.version }];
  });
}

/** The contract of a version; `null` if there is none, or if it is known already. */
async function published(
  trx: Trx,
  tenant: string,
  { service, version }: Wanted,
  kinds: KindRegistry,
  known: Map<string, ServiceContract>,
): Promise<ServiceContract | null> {
  const found = await loadService(trx, tenant, service);
  const number = version ?? found?.activeVersion ?? null;
  if (found === null || found.status === 'archived' || number === null || known.has(`${service} ${number}`))
    return null;
  const row = await loadVersion(trx, tenant, service, number);
  const plan = row === null ? null : await loadPlan(trx, tenant, row.planHash);
  if (row === null || plan === null) return null;
  const contract = contractOf(row.document as Json, kinds, {
    version: number,
    active: number === found.activeVersion,
    published: { plan: JSON.parse(plan) as Plan, hash: row.planHash },
  });
  if (contract !== null) known.set(`${service} ${number}`, contract);
  return contract;
}

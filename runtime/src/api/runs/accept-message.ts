import { type Plan, validate } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { domainErrors } from '../../domain/errors.ts';
import type { Trx } from '../../storage/index.ts';
import { acceptMessage } from '../../storage/message-repository.ts';
import type { ApiDeps } from '../deps.ts';

const DAY_MS = 86_400_000;

/**
 * Accepts a message for a tenant: refused if it does not fit the schema of a published service that waits for it, else
 * kept once per id and handed to every run that holds the key.
 */
export async function receiveMessage(
  deps: ApiDeps,
  tenant: string,
  message: { name: string; correlation: string; payload: Json; id: string | undefined },
): Promise<{ id: string; runs: string[]; duplicate: boolean }> {
  const id = message.id ?? deps.newId();
  const payload = await deps.sealed.seal(tenant, message.payload);
  const receivedAt = new Date(deps.now());
  const accepted = await deps.storage.inTenant(tenant, async (trx) => {
    const keepMs = judgePayload(message, await activePlans(trx, tenant));
    const keepUntil = new Date(receivedAt.getTime() + keepMs);
    return acceptMessage(trx, tenant, {
      name: message.name,
      id,
      correlation: message.correlation,
      payload,
      receivedAt,
      keepUntil,
    });
  });
  deps.wake();
  return { id, ...accepted };
}

/** Plans of the active versions of a tenant's services. */
async function activePlans(trx: Trx, tenant: string): Promise<Plan[]> {
  const rows = await trx
    .selectFrom('service as s')
    .innerJoin('service_version as v', (join) =>
      join
        .onRef('v.tenant_id', '=', 's.tenant_id')
        .onRef('v.service_id', '=', 's.id')
        .onRef('v.version', '=', 's.active_version'),
    )
    .innerJoin('plan as p', (join) => join.onRef('p.tenant_id', '=', 'v.tenant_id').onRef('p.hash', '=', 'v.plan_hash'))
    .select('p.body')
    .where('s.tenant_id', '=', tenant)
    .execute();
  return rows.map((row) => JSON.parse(row.body) as Plan);
}

/** Throws if the payload fits no declaration of the message; answers the longest `keep` among them, at least a day. */
function judgePayload(message: { name: string; payload: Json }, plans: readonly Plan[]): number {
  let keep = DAY_MS;
  let problem: string | null = null;
  let fits = false;
  for (const plan of plans) {
    const declared = plan.messages.find(({ name }) => name === message.name);
    if (declared === undefined) continue;
    keep = Math.max(keep, declared.keep_ms);
    const verdict =
      declared.type === null ? ({ ok: true } as const) : validate(plan.types[declared.type] ?? true, message.payload);
    if (verdict.ok) fits = true;
    else problem = `${verdict.issues[0]?.pointer ?? ''} ${verdict.issues[0]?.message ?? ''}`.trim();
  }
  if (!fits && problem !== null) throw domainErrors.fault('message.payload', { name: message.name, problem });
  return keep;
}

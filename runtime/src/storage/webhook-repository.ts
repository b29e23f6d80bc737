import { domainErrors } from '../domain/errors.ts';
import type { Trx } from './database.ts';

/** A trigger that listens at an address of its tenant. */
export interface WebhookRow {
  readonly path: string;
  readonly method: string;
  readonly service: string;
  readonly version: number;
  readonly trigger: string;
}

/** Makes a service listen at these addresses and no others. Throws `webhook.taken` where another one listens already. */
export async function replaceWebhooks(
  trx: Trx,
  tenant: string,
  service: string,
  webhooks: readonly Omit<WebhookRow, 'service'>[],
): Promise<void> {
  await trx.deleteFrom('webhook').where('tenant_id', '=', tenant).where('service_id', '=', service).execute();
  for (const { path, method, version, trigger } of webhooks) {
    const inserted = await trx
      .insertInto('webhook')
      .values({ tenant_id: tenant, path, method, service_id: service, version, trigger })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows === 1n) continue;
    const other = (await webhooksAt(trx, tenant, path)).find((each) => each.method === method);
    throw domainErrors.fault('webhook.taken', { method, path, tenant, service: other?.service ?? '' });
  }
}

/** Who listens at a path, by whatever method. */
export async function webhooksAt(trx: Trx, tenant: string, path: string): Promise<WebhookRow[]> {
  const rows = await trx
    .selectFrom('webhook')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .where('path', '=', path)
    .orderBy('method')
    .execute();
  return rows.map((row) => ({
    path: row.path,
    method: row.method,
    service: row.service_id,
    version: row.version,
    trigger: row.trigger,
  }));
}

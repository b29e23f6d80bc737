import { readSchedule, type ScheduleConfig, type WebhookConfig } from '@omniroute/dsl';
import type { Plan, PlanTrigger } from '@omniroute/plan';
import { domainErrors } from '../domain/errors.ts';
import type { Trx } from '../storage/index.ts';
import { replaceSchedules } from '../storage/schedule-repository.ts';
import { loadPlan, loadVersion } from '../storage/version-repository.ts';
import { replaceWebhooks } from '../storage/webhook-repository.ts';

/**
 * Makes the triggers of a version the ones that listen, in the transaction that makes it active. Throws `webhook.taken`
 * where another service listens at one of its addresses.
 */
export async function activateTriggers(
  trx: Trx,
  tenant: string,
  active: { service: string; version: number; plan: Plan },
  now: number,
): Promise<void> {
  const { service, version, plan } = active;
  const webhooks = ofType<WebhookConfig>(plan, 'webhook').map(({ id, config }) => ({
    path: config.path,
    method: config.method ?? 'POST',
    version,
    trigger: id,
  }));
  const schedules = ofType<ScheduleConfig>(plan, 'schedule').map(({ id, config }) => ({
    trigger: id,
    version,
    ...readSchedule(config),
  }));
  await replaceWebhooks(trx, tenant, service, webhooks);
  await replaceSchedules(trx, tenant, service, schedules, now);
}

/** The same for a version by its number. */
export async function activateVersion(
  trx: Trx,
  tenant: string,
  active: { service: string; version: number },
  now: number,
): Promise<void> {
  const { service: id, version } = active;
  const row = await loadVersion(trx, tenant, id, version);
  const body = row === null ? null : await loadPlan(trx, tenant, row.planHash);
  if (body === null) throw domainErrors.fault('version.not_found', { id, version });
  await activateTriggers(trx, tenant, { ...active, plan: JSON.parse(body) as Plan }, now);
}

/** Nothing of a service listens any more. */
export async function silenceTriggers(trx: Trx, tenant: string, service: string): Promise<void> {
  await replaceWebhooks(trx, tenant, service, []);
  await replaceSchedules(trx, tenant, service, [], 0);
}

/** Triggers of one type with their settings; what these cover is literal, so their holes do not matter here. */
function ofType<Config>(plan: Plan, type: PlanTrigger['type']): { id: string; config: Config }[] {
  return plan.triggers
    .filter((trigger) => trigger.type === type)
    .map(({ id, config }) => ({ id, config: config.value as unknown as Config }));
}

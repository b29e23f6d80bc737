import { TriggerShape } from '@omniroute/contracts';
import { nextTick, type WebhookConfig } from '@omniroute/dsl';
import type { Plan } from '@omniroute/plan';
import { formatDuration, formatInstant } from '@omniroute/primitives';
import Type from 'typebox';
import type { Trx } from '../../storage/index.ts';
import { readSchedule, type ScheduleState } from '../../storage/schedule-repository.ts';
import { requireService } from '../../storage/service-repository.ts';
import { loadPlan, loadVersion } from '../../storage/version-repository.ts';
import type { ApiDeps } from '../deps.ts';
import type { ApiServer } from '../server.ts';

/** How many times to come are shown. */
const SHOWN = 5;

/** What starts a service: the triggers of its active version, where they listen and when they are due. */
export function triggerRoutes(server: ApiServer, deps: ApiDeps): void {
  server.get(
    '/services/:id/triggers',
    {
      schema: {
        tags: ['services'],
        summary: 'Triggers of the active version: addresses and next times',
        params: Type.Object({ id: Type.String() }),
        response: { 200: Type.Object({ items: Type.Array(TriggerShape) }) },
      },
    },
    async (request) => {
      const { tenant } = request.caller;
      return deps.storage.inTenant(tenant, async (trx) => {
        const items: TriggerShape[] = [];
        for (const trigger of await activeTriggers(trx, tenant, request.params.id)) {
          const state = await readSchedule(trx, tenant, { service: request.params.id, trigger: trigger.id });
          items.push(shape(tenant, trigger, state));
        }
        return { items };
      });
    },
  );
}

async function activeTriggers(trx: Trx, tenant: string, id: string): Promise<Plan['triggers']> {
  const { activeVersion, status } = await requireService(trx, tenant, id);
  const row =
    activeVersion === null || status === 'archived' ? null : await loadVersion(trx, tenant, id, activeVersion);
  const body = row === null ? null : await loadPlan(trx, tenant, row.planHash);
  return body === null ? [] : (JSON.parse(body) as Plan).triggers;
}

function shape(
  tenant: string,
  { id, type, config }: Plan['triggers'][number],
  state: ScheduleState | null,
): TriggerShape {
  const { path, method = 'POST' } = config.value as unknown as Partial<WebhookConfig>;
  const listens = type === 'webhook' && path !== undefined;
  return {
    id,
    type,
    webhook: listens ? { path: `/hooks/${tenant}/${path}`, method } : null,
    schedule: state === null ? null : scheduleShape(state),
  };
}

function scheduleShape({ row, waiting }: ScheduleState): NonNullable<TriggerShape['schedule']> {
  const next: string[] = [];
  for (let at = row.nextAt?.getTime() ?? null; at !== null && next.length < SHOWN; at = nextTick(row.timing, at))
    next.push(formatInstant(at));
  const instant = (date: Date) => formatInstant(date.getTime());
  return {
    next,
    waiting: waiting.map(formatInstant),
    overlap: row.overlap,
    catch_up: formatDuration(row.catchUpMs),
    missed: row.missed === null ? null : { from: instant(row.missed.from), to: instant(row.missed.to) },
    problem: row.problem,
  };
}

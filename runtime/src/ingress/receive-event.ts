import type { CloudEvent } from '@omniroute/contracts';
import type { Plan } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import type { IngressDeps } from './deps.ts';
import { startRun } from './start-run.ts';

/**
 * Starts every published service whose event trigger names this event (and its source, if the trigger names one).
 * A trigger's own `dedupe_key` makes the start idempotent; answers the runs, repeated ones included.
 */
export async function receiveEvent(deps: IngressDeps, tenant: string, event: CloudEvent): Promise<string[]> {
  const services = await deps.storage.inTenant(tenant, (trx) =>
    trx
      .selectFrom('service as s')
      .innerJoin('service_version as v', (join) =>
        join
          .onRef('v.tenant_id', '=', 's.tenant_id')
          .onRef('v.service_id', '=', 's.id')
          .onRef('v.version', '=', 's.active_version'),
      )
      .innerJoin('plan as p', (join) =>
        join.onRef('p.tenant_id', '=', 'v.tenant_id').onRef('p.hash', '=', 'v.plan_hash'),
      )
      .select(['s.id', 'p.body'])
      .where('s.tenant_id', '=', tenant)
      .where('s.status', '!=', 'archived')
      .orderBy('s.id')
      .execute(),
  );
  const runs: string[] = [];
  for (const { id, body } of services) {
    const plan = JSON.parse(body) as Plan;
    for (const trigger of plan.triggers.filter((candidate) => accepts(candidate, event))) {
      const { runId } = await startRun(deps, tenant, {
        service: id,
        version: undefined,
        trigger: trigger.id,
        event: event as unknown as Json,
        timeScale: 1,
      });
      if (runId !== null) runs.push(runId);
    }
  }
  return runs;
}

function accepts(trigger: Plan['triggers'][number], event: CloudEvent): boolean {
  const config = trigger.config.value as { event?: string; source?: string } | null;
  return (
    trigger.type === 'event' &&
    config?.event === event.type &&
    (config.source === undefined || config.source === event.source)
  );
}

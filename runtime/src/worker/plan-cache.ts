import type { Plan } from '@omniroute/plan';
import { codecErrors, Lru } from '../codec/index.ts';
import type { PlanStore } from '../storage/index.ts';

const PLANS_CACHED = 200;

/** Parsed plans by tenant and hash, for the activity wrapper. */
export function createPlanCache(store: PlanStore): (tenant: string, hash: string) => Promise<Plan> {
  const plans = new Lru<Plan>(PLANS_CACHED);
  return (tenant, hash) =>
    plans.get(`${tenant} ${hash}`, async () => {
      const body = await store.get(tenant, hash);
      if (body === null) throw codecErrors.fault('codec.plan_missing', { hash, tenant });
      return JSON.parse(body) as Plan;
    });
}

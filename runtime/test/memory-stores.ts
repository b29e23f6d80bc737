import { randomBytes } from 'node:crypto';
import { type Plan, planHash } from '@omniroute/plan';
import { canonicalJson } from '@omniroute/primitives';
import type { DataKey, IndexKeys, KeyStore, PlanStore } from '../src/storage/key-ports.ts';

/** Keys and plans in memory, and a switch that makes them unavailable. Without a `given` key every tenant gets one of its own. */
export function memoryStores(
  idOf = (tenant: string, count: number) => `${tenant}-k${count}`,
  given?: DataKey | undefined,
) {
  /** Newest first. */
  const keys = new Map<string, DataKey[]>();
  const plans = new Map<string, string>();
  const state = { down: false };
  const guard = () => {
    if (state.down) throw Object.assign(new Error('the store is down'), { unavailable: true });
  };
  const rotate = (tenant: string): DataKey => {
    const before = keys.get(tenant) ?? [];
    const key = { id: idOf(tenant, before.length + 1), key: randomBytes(32) };
    keys.set(tenant, [key, ...before]);
    return key;
  };
  const indexKey = { id: 'index', key: randomBytes(32) };
  const keyStore: KeyStore & IndexKeys = {
    index: async () => indexKey,
    async current(tenant) {
      guard();
      return keys.get(tenant)?.[0] ?? given ?? rotate(tenant);
    },
    async byId(tenant, id) {
      guard();
      return keys.get(tenant)?.find((key) => key.id === id) ?? (given?.id === id ? given : null);
    },
  };
  const planStore: PlanStore = {
    async get(_, hash) {
      guard();
      const whole = [...plans.keys()].find((known) => known.startsWith(hash));
      return plans.get(whole ?? hash) ?? null;
    },
  };
  return {
    keys: keyStore,
    plans: planStore,
    add(plan: Plan): string {
      const hash = planHash(plan);
      plans.set(hash, canonicalJson(plan));
      return hash;
    },
    rotate,
    tenantOf: async (id: string) => [...keys].find(([, list]) => list.some((key) => key.id === id))?.[0] ?? null,
    setDown(down: boolean) {
      state.down = down;
    },
  };
}

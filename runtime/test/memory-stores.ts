import { randomBytes } from 'node:crypto';
import { type Plan, planHash } from '@omniroute/plan';
import { canonicalJson } from '@omniroute/primitives';
import type { DataKey, KeyStore, PlanStore } from '../src/storage/key-ports.ts';

/** Keys and plans in memory, and a switch that makes them unavailable. */
export function memoryStores() {
  const keys = new Map<string, DataKey>();
  const plans = new Map<string, string>();
  const state = { down: false };
  const guard = () => {
    if (state.down) throw Object.assign(new Error('the store is down'), { unavailable: true });
  };
  const keyStore: KeyStore = {
    async current(tenant) {
      guard();
      const known = keys.get(tenant) ?? { id: 'k1', key: randomBytes(32) };
      keys.set(tenant, known);
      return known;
    },
    async byId(tenant) {
      guard();
      return keys.get(tenant) ?? null;
    },
  };
  const planStore: PlanStore = {
    async get(_, hash) {
      guard();
      return plans.get(hash) ?? null;
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
    setDown(down: boolean) {
      state.down = down;
    },
  };
}

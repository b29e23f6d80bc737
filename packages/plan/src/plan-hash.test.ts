import { planOf } from '@omniroute/testing';
import { expect, test } from 'vitest';
import type { Plan } from './plan.ts';
import { planHash } from './plan-hash.ts';

const plan = planOf({ nodes: [{ id: 'a', op: 'act' }] });

test('a plan is addressed by 64 hex digits that do not depend on the order of its fields', () => {
  const turned = Object.fromEntries(Object.entries(plan).reverse()) as unknown as Plan;
  expect(planHash(plan)).toMatch(/^[0-9a-f]{64}$/);
  expect(planHash(turned)).toBe(planHash(plan));
  expect(planHash(JSON.parse(JSON.stringify(plan)) as Plan)).toBe(planHash(plan));
});

test('any other plan has another address', () => {
  expect(planHash(planOf({ nodes: [{ id: 'b', op: 'act' }] }))).not.toBe(planHash(plan));
});

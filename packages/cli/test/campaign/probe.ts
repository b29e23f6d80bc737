import { setTimeout as sleep } from 'node:timers/promises';
import { FINAL_RUN_STATUSES, type RunStatus } from '@omniroute/plan';
import type { TestStack } from '@omniroute/testing/stack';
import { persist } from './persist.ts';

const SERVICE = {
  dsl_version: '1.0',
  id: 'campaign-probe',
  name: 'Campaign probe',
  nodes: [{ id: 'answer', type: 'transform', config: { output: true } }],
  edges: [],
};
const LOOK_EVERY_MS = 25;

/** Publishes the smallest service there is: a run of it needs server, database, workflow server and worker, and nothing else. */
export async function publishProbe(stack: TestStack): Promise<void> {
  await stack.api('POST', '/services', { service: SERVICE });
  await stack.api('POST', `/services/${SERVICE.id}/versions`, { service: SERVICE, notes: 'A probe.' });
}

/** Asks for a run until one is accepted, and resolves when it has completed: work goes through from end to end again. */
export async function workGoesThrough(stack: TestStack): Promise<void> {
  const { run_id } = await persist(() =>
    stack.api<{ run_id: string }>('POST', `/services/${SERVICE.id}/runs`, { input: {} }),
  );
  for (;;) {
    const { status } = await persist(() => stack.api<{ status: RunStatus }>('GET', `/runs/${run_id}`));
    if (FINAL_RUN_STATUSES.includes(status)) return;
    await sleep(LOOK_EVERY_MS);
  }
}

// Replays one history again and again on a bundle, and tells the processor time of one: `replay-race-main.ts BUNDLE FILE COPIES`.
import { readFileSync } from 'node:fs';
import type { Plan } from '@omniroute/plan';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { createTenantCodec, dataConverter } from '../../src/codec/index.ts';
import { RECORDING_KEY } from '../histories/recording-keys.ts';
import { memoryStores } from '../memory-stores.ts';

/** What is replayed. */
export interface Replayable {
  readonly id: string;
  readonly plan: Plan;
  /** As JSON that `historyFromJSON` reads. */
  readonly history: unknown;
}

const [bundle = '', file = '', copies = '1'] = process.argv.slice(2);
Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });
const { id, plan, history } = JSON.parse(readFileSync(file, 'utf8')) as Replayable;
const stores = memoryStores(undefined, RECORDING_KEY);
stores.add(plan);
const count = Number(copies);
const read = historyFromJSON(history);
const options = {
  workflowBundle: { code: readFileSync(bundle, 'utf8') },
  dataConverter: dataConverter(createTenantCodec(stores)),
  replayName: 'race',
};

async function replayed(times: number): Promise<void> {
  const all = Array.from({ length: times }, () => ({ workflowId: id, history: read }));
  for await (const { error } of Worker.runReplayHistories(options, all)) if (error !== undefined) throw error;
}

// What starting a worker costs is measured by one replay, and taken away.
const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const began = cpu();
await replayed(1);
const first = cpu();
await replayed(count + 1);
const spent = cpu() - first - (first - began);
process.send?.(spent / count);
process.disconnect?.();

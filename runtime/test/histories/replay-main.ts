// Replays recorded runs on a build of the workflows: `replay-main.ts BUNDLE FILE…`. A message for each history that begins, and for each that ended.
import { readFileSync } from 'node:fs';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { createTenantCodec, dataConverter } from '../../src/codec/index.ts';
import { memoryStores } from '../memory-stores.ts';
import { type RecordedRun, readRecorded } from './recorded-history.ts';
import { RECORDING_KEY } from './recording-keys.ts';
import type { ReplayMessage } from './replay.ts';

const [bundle = '', ...files] = process.argv.slice(2);
Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });
const stores = memoryStores(undefined, RECORDING_KEY);
const replayed = Worker.runReplayHistories(
  {
    workflowBundle: { code: readFileSync(bundle, 'utf8') },
    dataConverter: dataConverter(createTenantCodec(stores)),
    replayName: 'recorded',
  },
  histories(),
);
for await (const { workflowId, error } of replayed)
  process.send?.({ id: workflowId, error: error?.message ?? null } satisfies ReplayMessage);

process.disconnect?.();

/** Every link of every chain, under a name that says whose it is. */
function* histories() {
  for (const file of files) {
    const run: RecordedRun = readRecorded(file);
    for (const plan of run.plans) stores.add(plan);
    for (const history of run.histories) {
      process.send?.({ begin: file } satisfies ReplayMessage);
      yield { workflowId: run.workflow_id, history: historyFromJSON(history) };
    }
  }
}

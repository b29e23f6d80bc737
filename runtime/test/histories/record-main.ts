// Records runs anew on a real server: `npm run record`. Needed while abi 1 may still change; a released abi is never recorded again.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { nodeAt } from '@omniroute/plan';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { SERVERS } from '../fuzz/servers.ts';
import { playScenario } from '../play-scenario.ts';
import { startTestRuntime, TENANT } from '../test-runtime.ts';
import { wholeChain } from '../whole-chain.ts';
import { type RecordCase, recordCases } from './record-cases.ts';
import { HISTORIES, writeRecorded } from './recorded-history.ts';
import { RECORDING_KEY } from './recording-keys.ts';

const ABI = 1;
const BESIDE = 12;
/** Real milliseconds that a run may take. */
const REAL_MS = 3_000;
/** How workers and their own queues are named: process and machine. */
const WORKER = /^\d+@/;
const folder = new URL(`abi-${ABI}/`, HISTORIES);

const { plain, restless } = recordCases();
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [index, cases] of [plain, restless].entries()) await recordAll(cases, SERVERS[index]?.options ?? {});
process.stdout.write(`${plain.length + restless.length} runs recorded.\n`);

async function recordAll(cases: readonly RecordCase[], options: object): Promise<void> {
  const runtime = await startTestRuntime({ ...options, key: RECORDING_KEY });
  for (const { called = {} } of cases)
    for (const [service, plan] of Object.entries(called)) runtime.publish(service, 1, plan);
  const left = [...cases];
  const recorder = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const { name } = next;
      await record(runtime, next).catch((cause: unknown) => {
        throw new Error(`"${name}" was not recorded.`, { cause });
      });
    }
  };
  await Promise.all(Array.from({ length: BESIDE }, recorder));
  await runtime.stop();
}

async function record(
  runtime: Awaited<ReturnType<typeof startTestRuntime>>,
  { name, service, plan, scenario, called = {}, division }: RecordCase,
): Promise<void> {
  const { run, view } = await playScenario(runtime, plan, scenario, service, REAL_MS, division);
  const { own, parts: done } = await wholeChain(runtime.runs, TENANT, run);
  const chain = [...own, ...Object.values(done).flat()];
  const plans = [plan, ...Object.values(called)];
  const ops = view.visits.flatMap(({ key }) => {
    const node = nodeAt(plan, key);
    return node === null ? [] : [node.op];
  });
  const bytes = writeRecorded({
    name,
    abi: ABI,
    workflow_id: `${TENANT}/${run}`,
    status: view.status,
    ops: [...new Set(ops)].sort(),
    plans,
    histories: chain.map((events) => anonymous(historyToJSON({ events: [...events] }))),
  });
  writeFileSync(new URL(`${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.json.gz`, folder), bytes);
}

/** A history without the names of the machines that it was made on. */
function anonymous(history: string): unknown {
  return JSON.parse(history, (_, value: unknown) =>
    typeof value === 'string' && WORKER.test(value) ? 'recorded' : value,
  );
}

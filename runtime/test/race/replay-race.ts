import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { WorkflowBundle } from '@temporalio/worker';
import { workflowBundle } from '../../src/worker/bundle.ts';
import type { RaceFlow } from './flow.ts';
import type { Replayable } from './replay-race-main.ts';
import type { Track } from './run-race.ts';

/** Replays in one measurement: enough that a worker's start is small beside them. */
const COPIES = 30;
const main = fileURLToPath(new URL('replay-race-main.ts', import.meta.url));

/** Milliseconds of processor time for the replay of a run, interpreted and by hand, in turns, each in a process of its own. */
export async function replayRace(
  track: Track,
  flow: RaceFlow,
  pairs: number,
): Promise<{ readonly ours: readonly number[]; readonly hand: readonly number[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'omniroute-race-'));
  try {
    const ours = await prepared(
      track,
      flow,
      'interpreted',
      await workflowBundle(join(process.cwd(), '.omniroute')),
      folder,
    );
    const hand = await prepared(track, flow, 'by hand', track.byHand, folder);
    const taken: { ours: number[]; hand: number[] } = { ours: [], hand: [] };
    for (let pair = 0; pair < pairs; pair += 1) {
      taken.ours.push(await replayed(ours));
      taken.hand.push(await replayed(hand));
    }
    return taken;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs a flow once and writes down what its replay needs; answers the arguments of the replaying process. */
async function prepared(
  track: Track,
  flow: RaceFlow,
  by: 'interpreted' | 'by hand',
  bundle: WorkflowBundle,
  folder: string,
): Promise<readonly string[]> {
  const { id } = await track.run(flow, by);
  const files = [join(folder, `${by}.js`), join(folder, `${by}.json`)] as const;
  writeFileSync(files[0], 'code' in bundle ? bundle.code : '');
  const replayable: Replayable = { id, plan: flow.plan, history: JSON.parse(historyToJSON(await track.history(id))) };
  writeFileSync(files[1], JSON.stringify(replayable));
  return [...files, String(COPIES)];
}

async function replayed(args: readonly string[]): Promise<number> {
  const child = fork(main, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  let spent: number | null = null;
  child.on('message', (told) => {
    spent = told as number;
  });
  const [code] = await once(child, 'exit');
  if (code !== 0 || spent === null) throw new Error(`A replay ended with ${code}.`);
  return spent;
}

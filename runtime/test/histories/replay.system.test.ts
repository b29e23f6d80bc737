import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workflowBundle } from '../../src/worker/bundle.ts';
import { recordedFiles, readRecorded } from './recorded-history.ts';
import { replay } from './replay.ts';

const files = recordedFiles();
const runs = files.map(readRecorded);
const count = (event: string) => runs.filter(({ histories }) => JSON.stringify(histories).includes(event)).length;

let folder: string;
let bundle: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'omniroute-replay-'));
  bundle = await written('build.js', (await workflowBundle(join(process.cwd(), '.omniroute'))).code);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function written(name: string, code: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, code);
  return path;
}

/** The build with one place of its code changed. */
async function changed(name: string, from: string, to: string): Promise<string> {
  const code = await readFile(bundle, 'utf8');
  if (code.split(from).length !== 2) throw new Error(`The build has "${from}" ${code.split(from).length - 1} times.`);
  return written(name, code.replace(from, to));
}

describe('recorded runs', () => {
  it('are at least two hundred, of every op and every way that a run can end or go on', () => {
    expect(files.length).toBeGreaterThanOrEqual(200);
    const ops = [...new Set(runs.flatMap((run) => run.ops))].sort();
    expect(ops).toEqual(
      ['act', 'call', 'decide', 'each', 'end', 'fork', 'join', 'raise', 'scope', 'set', 'task', 'wait', 'while'].sort(),
    );
    expect([...new Set(runs.map(({ status }) => status))].sort()).toEqual(
      expect.arrayContaining(['cancelled', 'compensated', 'completed', 'failed', 'waiting']),
    );
    for (const event of [
      'EVENT_TYPE_ACTIVITY_TASK_COMPLETED',
      'EVENT_TYPE_ACTIVITY_TASK_FAILED',
      'EVENT_TYPE_ACTIVITY_TASK_CANCELED',
      'EVENT_TYPE_TIMER_FIRED',
      'EVENT_TYPE_TIMER_CANCELED',
      'EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED',
      'EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED',
      'EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED',
      'EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW',
      'EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED',
      'EVENT_TYPE_EXTERNAL_WORKFLOW_EXECUTION_SIGNALED',
    ])
      expect({ event, runs: count(event) > 2 }).toEqual({ event, runs: true });
  });

  it('are done again by this build, event for event', async () => {
    const replayed = await replay(bundle, files);
    expect(replayed.filter(({ error }) => error !== null)).toEqual([]);
    expect(replayed.length).toBe(runs.reduce((sum, { histories }) => sum + histories.length, 0));
  });

  it('are not done again by a build that carries out its commands in another order', async () => {
    const other = await changed('order.js', 'for (const command of commands)this.carryOut(command)', 'for (const command of [...commands].reverse())this.carryOut(command)');
    const wrong = (await replay(other, files)).filter(({ error }) => error !== null);
    expect(wrong.length).toBeGreaterThan(10);
    expect(wrong[0]?.error).toMatch(/[Nn]ondeterminism/);
  });

  it('P3 are killed where a build spins, which no time limit of a replay would end', async () => {
    const other = await changed('spin.js', 'for (const command of commands)this.carryOut(command)', 'for (;;);');
    const [first, ...rest] = await replay(other, files.slice(0, 1), 5_000);
    expect([first?.error, rest]).toEqual(['It did not end within 5 s.', []]);
  });
});

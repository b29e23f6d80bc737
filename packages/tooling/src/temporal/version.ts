import { runProgram } from '../process/run-program.ts';
import { OLDEST_CLI } from './release.ts';

const PATIENCE_MS = 15_000;

/** The version of a temporal binary, or why it cannot be used. */
export type VersionCheck =
  | { readonly ok: true; readonly version: string }
  | { readonly ok: false; readonly problem: string };

/** Asks a binary for its version; one that does not run, is something else or is too old cannot be used. */
export async function checkVersion(path: string): Promise<VersionCheck> {
  const { stdout, problem } = await runProgram(path, ['--version'], { timeoutMs: PATIENCE_MS });
  if (problem !== null) return { ok: false, problem: `it does not run (${problem})` };
  const version = /^temporal version (\d+\.\d+\.\d+)/.exec(stdout)?.[1];
  if (version === undefined) return { ok: false, problem: 'it does not say the version of a temporal command line' };
  return isAtLeast(version, OLDEST_CLI)
    ? { ok: true, version }
    : { ok: false, problem: `it is ${version}, older than ${OLDEST_CLI}` };
}

/** Whether a version of three numbers is the same as another or newer. */
export function isAtLeast(version: string, least: string): boolean {
  const [found, wanted] = [version, least].map((text) => text.split('.').map(Number));
  for (const [index, part] of wanted!.entries()) {
    const difference = (found![index] ?? 0) - part;
    if (difference !== 0) return difference > 0;
  }
  return true;
}

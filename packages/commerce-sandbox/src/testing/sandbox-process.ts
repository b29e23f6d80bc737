import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { childEnvironment } from '@omniroute/tooling';

/** A sandbox in a process of its own, as a supervisor starts it. */
export interface SandboxProcess {
  readonly url: string;
  readonly process: ChildProcess;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** Closes descriptor 3, as the end of its parent does. */
  dropLifeline(): void;
}

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

/** Starts a sandbox on a folder; fails with its output if it ends before it is ready. */
export async function startSandboxProcess(
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<SandboxProcess> {
  const child = spawn(process.execPath, [MAIN], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
    env: childEnvironment({ ...process.env, OMNIROUTE_SANDBOX_DATA: folder, ...env }),
  });
  const [, output, errors, lifeline, ready] = child.stdio as unknown as readonly (Readable & { destroy(): void })[];
  let said = '';
  for (const stream of [output, errors]) {
    stream!.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  // Both pipes break when the process is killed.
  for (const stream of [lifeline, ready]) stream!.on('error', () => undefined);
  const ended = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  const line = await Promise.race([
    once(ready!.setEncoding('utf8'), 'data').then(([text]) => text as string),
    ended.then((end) => Promise.reject(new Error(`The sandbox ended (${end}) before it was ready:\n${said}`))),
  ]);
  const { url } = JSON.parse(line) as { url: string };
  return { url, process: child, ended, dropLifeline: () => lifeline!.destroy() };
}

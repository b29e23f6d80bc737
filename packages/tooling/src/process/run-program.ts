import { spawn } from 'node:child_process';
import { type Identity, tethered } from './tether.ts';

/** What a program that has ended printed, and how it ended; `problem` is null when all went well. */
export interface ProgramResult {
  readonly stdout: string;
  readonly stderr: string;
  /** The reason in one line: it could not be started, or the last line of what it complained. */
  readonly problem: string | null;
}

/** Runs a program to its end without blocking this process; it ends with this process. */
export function runProgram(
  program: string,
  args: readonly string[],
  options: {
    readonly env?: NodeJS.ProcessEnv;
    readonly identity?: Identity | undefined;
    readonly timeoutMs?: number;
  } = {},
): Promise<ProgramResult> {
  const { env = process.env, identity, timeoutMs } = options;
  const [command, ...rest] = tethered(program, args, 'SIGTERM');
  return new Promise((resolve) => {
    const started = spawn(command, rest, {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      // Another user may not enter the folder we are in.
      ...(identity === undefined ? {} : { ...identity, cwd: '/' }),
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    });
    const [stdout, stderr] = [collect(started.stdout), collect(started.stderr)];
    const end = (problem: string | null) => resolve({ stdout: stdout(), stderr: stderr(), problem });
    started.once('error', (error) => end(error.message));
    started.once('close', (code, signal) =>
      end(code === 0 ? null : lastLine(stderr()) || `${program} ended with ${signal ?? `code ${code}`}`),
    );
  });
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return () => text;
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}

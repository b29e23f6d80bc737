import { isFault } from '@omniroute/errors';
import { onParentGone } from '@omniroute/tooling';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { stackErrors } from './errors.ts';
import { productParts, type StackParts } from './parts.ts';
import { readSettings } from './read-settings.ts';
import { createStack } from './stack.ts';

/** A terminal and a parent may pass on the same signal: within this time it is one. */
const ONE_SIGNAL_MS = 1_000;
/** What the caller wrote wrongly. */
const USAGE: readonly string[] = ['stack.flag', 'stack.port_value'];

/**
 * Runs the whole product until it is told to stop: by a signal, or because its parent is gone. A second signal, a moment later,
 * kills what is left. Answers the exit code: 0 stopped as told, 1 could not start, 2 wrong usage (why is on the error stream).
 */
export async function runStack(argv: readonly string[], parts: StackParts = productParts()): Promise<ExitCode> {
  // Who reads our words may be gone before us; then there is nobody to tell.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const say = (text: string) => process.stdout.write(`${text}\n`);
  try {
    const stack = createStack(readSettings(argv, process.env), parts, say);
    const told = new Promise<void>((resolve) => {
      let first = 0;
      const ask = () => {
        if (first === 0) {
          first = performance.now();
          resolve();
        } else if (performance.now() - first > ONE_SIGNAL_MS) void stack.kill();
      };
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
      onParentGone(resolve);
    });
    const starting = stack.start();
    // When we are told to stop meanwhile, how the start ends is of no interest.
    starting.catch(() => undefined);
    try {
      await Promise.race([starting, told]);
      await told;
      say('Stopping');
    } finally {
      await stack.stop();
    }
    say('Stopped.');
    return EXIT.fine;
  } catch (error) {
    if (!isFault(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    return stackErrors.is(error) && USAGE.includes(error.code) ? EXIT.usage : EXIT.findings;
  }
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

test('a reader that has seen enough takes nothing from the exit code', async () => {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const cli = spawn(process.execPath, [main, 'export', 'nowhere.json', '--to', 'mermaid'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Closed before anything is written, as a reader that left.
  cli.stdout.destroy();
  cli.stderr.destroy();
  const [code, signal] = (await once(cli, 'exit')) as [number | null, string | null];
  expect([code, signal]).toEqual([2, null]);
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, expect, it, vi } from 'vitest';
import { isAlive } from './processes.ts';

const door = new URL('../index.ts', import.meta.url).href;
let parent: ReturnType<typeof spawn> | undefined;
afterEach(() => void parent?.kill('SIGKILL'));

/** A parent in a process of its own that starts a program tethered and says the program's pid. */
async function parentOf(program: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
  const script = `import { startTethered } from ${JSON.stringify(door)};
    const child = startTethered(${JSON.stringify(program)}, ${JSON.stringify(args)}, { onLine: (line) => console.log(line) });
    setInterval(() => {}, 1000);`;
  parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env,
  });
  const [line] = (await once(createInterface({ input: parent.stdout! }), 'line')) as [string];
  return { parent, pid: Number(line) };
}

const sayPid = ['-c', 'echo $$; exec /bin/sleep 600'];

it('a tethered program ends when its parent is killed', async () => {
  const { parent: killed, pid } = await parentOf('/bin/sh', sayPid);
  expect(isAlive(pid)).toBe(true);
  killed.kill('SIGKILL');
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 10_000, interval: 20 });
});

it('without the kernel’s signal a shell sees to it', async () => {
  // A search path on which there is no setpriv.
  const { parent: killed, pid } = await parentOf('/bin/sh', sayPid, { ...process.env, PATH: '/nowhere' });
  expect(isAlive(pid)).toBe(true);
  killed.kill('SIGKILL');
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 10_000, interval: 20 });
});

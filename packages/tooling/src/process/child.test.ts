import { afterEach, expect, it, vi } from 'vitest';
import type { Child } from './child.ts';
import { endingInWords } from './child.ts';
import { argumentsOf, isAlive } from './processes.ts';
import { startTethered } from './tether.ts';

const children: Child[] = [];
afterEach(() => Promise.all(children.splice(0).map((child) => child.kill())));
function sh(script: string, onLine?: (line: string) => void): Child {
  const child = startTethered('/bin/sh', ['-c', script], { onLine });
  children.push(child);
  return child;
}

it('keeps the last lines of both streams, and hears each', async () => {
  const heard: string[] = [];
  const child = sh('for i in $(seq 40); do echo line $i; done', (line) => heard.push(line));
  expect(await child.ended).toEqual({ code: 0, signal: null });
  await vi.waitFor(() => expect(heard.length).toBe(40));
  expect(child.log().split('\n')).toEqual(heard.slice(10));
});

it('is asked to stop first, and killed after the grace', async () => {
  const polite = sh('trap "exit 3" TERM; echo ready; while :; do sleep 0.05; done');
  const deaf = sh('trap "" TERM; echo ready; while :; do sleep 0.05; done');
  await vi.waitFor(() => expect([polite.log(), deaf.log()]).toEqual(['ready', 'ready']));
  await polite.stop(10_000);
  await deaf.stop(100);
  expect([await polite.ended, await deaf.ended]).toEqual([
    { code: 3, signal: null },
    { code: null, signal: 'SIGKILL' },
  ]);
});

it('takes what it started with it, however it ends', async () => {
  const heard: string[] = [];
  const child = sh('sleep 600 & echo $!; wait', (line) => heard.push(line));
  await vi.waitFor(() => expect(heard.length).toBe(1));
  const grandchild = Number(heard[0]);
  // It is the shell until it has become what it runs.
  await vi.waitFor(() => expect(argumentsOf(grandchild)).toEqual(['sleep', '600']));
  process.kill(child.pid, 'SIGKILL');
  await child.ended;
  await vi.waitFor(() => expect(isAlive(grandchild)).toBe(false));
});

it('stopping or killing what has ended does nothing', async () => {
  const child = sh('exit 0');
  await child.ended;
  await child.stop();
  await child.kill();
  expect(child.isOver()).toBe(true);
});

it('says in words how it ended', () => {
  expect(
    [
      { code: 1, signal: null },
      { code: null, signal: 'SIGKILL' as const },
      { code: null, signal: null },
    ].map(endingInWords),
  ).toEqual(['with code 1', 'by SIGKILL', 'for an unknown reason']);
});

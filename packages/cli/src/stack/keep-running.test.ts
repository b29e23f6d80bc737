import type { Child, Ending } from '@omniroute/tooling';
import { expect, it, vi } from 'vitest';
import { keepRunning } from './keep-running.ts';

/** A child that ends when it is told to, and remembers how it was stopped. */
function fakeChild(pid: number) {
  const { promise: ended, resolve } = Promise.withResolvers<Ending>();
  const calls: string[] = [];
  let over = false;
  const end = (ending: Ending) => {
    over = true;
    resolve(ending);
  };
  const child: Child = {
    pid,
    ended,
    isOver: () => over,
    log: () => '',
    async stop(graceMs) {
      calls.push(`stop ${graceMs}`);
      end({ code: 0, signal: null });
    },
    async kill() {
      calls.push('kill');
      end({ code: null, signal: 'SIGKILL' });
    },
  };
  return { child, calls, end };
}

/** Keeps what starts in turn; a number of the list is a pid, a text a failure. */
function keep(starts: readonly (number | string)[]) {
  const children: ReturnType<typeof fakeChild>[] = [];
  const told: string[] = [];
  const left = [...starts];
  const start = async () => {
    const next = left.shift();
    if (typeof next !== 'number') throw new Error(next ?? 'nothing left');
    const fake = fakeChild(next);
    children.push(fake);
    return fake.child;
  };
  const events = { tell: (text: string) => void told.push(text), changed: () => undefined };
  return { keeper: keepRunning({ name: 'it', graceMs: 70, start }, events), children, told };
}

it('brings back what ended, and tries again when that fails', async () => {
  const { keeper, children, told } = keep([1, 'no memory', 'no memory yet', 2]);
  await keeper.ready;
  children[0]!.end({ code: null, signal: 'SIGKILL' });
  await vi.waitFor(() => expect(keeper.pid()).toBe(2), { timeout: 10_000 });
  await keeper.stop();
  expect(told).toEqual(['it ended by SIGKILL; starting it again', 'it: no memory', 'it: no memory yet', 'it is back']);
  expect([children[1]!.calls, keeper.pid()]).toEqual([['stop 70'], null]);
});

it('a first start that fails is final', async () => {
  const { keeper, told } = keep(['no such program', 1]);
  await expect(keeper.ready).rejects.toThrow('no such program');
  await keeper.stop();
  expect([told, keeper.pid()]).toEqual([[], null]);
});

it('what comes up after it was told to stop is stopped as well', async () => {
  const coming = Promise.withResolvers<Child>();
  const { child, calls } = fakeChild(1);
  const events = { tell: () => undefined, changed: () => undefined };
  const keeper = keepRunning({ name: 'it', graceMs: 70, start: () => coming.promise }, events);
  const stopped = keeper.stop();
  coming.resolve(child);
  await stopped;
  expect(calls).toEqual(['stop 70']);
});

it('puts a fresh one in place of the present one on request', async () => {
  const { keeper, children, told } = keep([1, 2]);
  await keeper.ready;
  await keeper.restart();
  expect([children[0]!.calls, keeper.pid(), told]).toEqual([['stop 70'], 2, []]);
  await keeper.kill();
  expect(children[1]!.calls).toEqual(['kill']);
});

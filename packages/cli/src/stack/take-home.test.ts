import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beginningOf } from '@omniroute/tooling';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { takeHome } from './take-home.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'take-home-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lock = () => join(folder, 'stack.lock');
const url = 'http://127.0.0.1:8080';

it('makes the folder, writes what runs, and leaves nothing behind', () => {
  const home = join(folder, 'new', 'home');
  const taken = takeHome(home);
  taken.write({ url, ports: { server: 8080 }, children: { server: 7 } });
  expect(JSON.parse(readFileSync(join(home, 'stack.json'), 'utf8'))).toEqual({
    pid: process.pid,
    url,
    ports: { server: 8080 },
    children: { server: 7 },
  });
  taken.release();
  expect(readdirSync(home)).toEqual([]);
});

it('refuses a second copy with the address of the first, or says that it is starting', async () => {
  const other = spawn('sleep', ['600']);
  await once(other, 'spawn');
  const pid = other.pid!;
  try {
    const first = takeHome(folder, { pid, beginning: beginningOf(pid) });
    expect(() => takeHome(folder)).toThrow(
      expect.objectContaining({ code: 'stack.running', facts: { home: folder, where: 'it is starting', pid } }),
    );
    first.write({ url, ports: {}, children: {} });
    expect(() => takeHome(folder)).toThrow(
      `OmniRoute runs already with the folder ${folder}: ${url} (process ${pid}). Stop that first, or set OMNIROUTE_HOME to another folder.`,
    );
    first.release();
    takeHome(folder).release();
  } finally {
    other.kill();
  }
});

it.each([
  ['is gone', () => JSON.stringify({ pid: spawnSync('true').pid, beginning: '1' })],
  ['had a number that another process has now', () => JSON.stringify({ pid: process.ppid, beginning: '1' })],
  ['cannot be recognised', () => '{"pi'],
])('takes over from a process that %s', (_, holder) => {
  writeFileSync(lock(), holder());
  takeHome(folder);
  expect(JSON.parse(readFileSync(lock(), 'utf8'))).toEqual({ pid: process.pid, beginning: beginningOf(process.pid) });
  expect(readdirSync(folder)).toEqual(['stack.lock']);
});

it('says why a folder cannot be used', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => takeHome(join(folder, 'file', 'home'))).toThrow(
    /^The folder .*file\/home cannot be written to \(ENOTDIR/,
  );
});

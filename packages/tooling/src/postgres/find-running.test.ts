import { expect, it } from 'vitest';
import { readPidFile } from './find-running.ts';

it('reads process, port and status of a pid file, and takes a half-written one for none', () => {
  const whole = '4711\n/data\n1760000000\n5433\n\n127.0.0.1\n  5432001    98304\nready   \n';
  expect([readPidFile(whole), readPidFile('4711\n/data\n17600'), readPidFile('')]).toEqual([
    { pid: 4711, port: 5433, status: 'ready' },
    null,
    null,
  ]);
});

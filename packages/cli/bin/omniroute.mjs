#!/usr/bin/env node
// Runs the command line under the Node that the project brings, so that any Node from 20 up can call it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const own = join(here, '../../../node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
const node = existsSync(own) ? own : process.execPath;
const child = spawn(
  node,
  ['--disable-warning=ExperimentalWarning', join(here, '../src/main.ts'), ...process.argv.slice(2)],
  // Descriptor 3 is a lifeline: `omniroute dev` stops when this process is gone, however it went.
  { stdio: ['inherit', 'inherit', 'inherit', 'pipe'], env: { ...process.env, OMNIROUTE_CHILD: '1' } },
);
// The command may end before its lifeline is closed.
child.stdio[3].on('error', () => {});
// Ctrl-C reaches the command by itself; this process only waits for it.
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  process.stderr.write(`${node} could not be started: ${error.message}\n`);
  process.exit(2);
});
child.on('exit', (code, signal) => process.exit(signal === null ? code : 130));

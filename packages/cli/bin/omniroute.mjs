#!/usr/bin/env node
// Runs the command line under the Node that the project brings, so that any Node from 20 up can call it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const own = join(here, '../../../node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
const node = existsSync(own) ? own : process.execPath;
const { status, signal } = spawnSync(
  node,
  ['--disable-warning=ExperimentalWarning', join(here, '../src/main.ts'), ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
process.exit(signal === null ? (status ?? 2) : 130);

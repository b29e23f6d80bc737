import type { Command } from '../command.ts';
import { check } from './check.ts';
import { compileCommand } from './compile.ts';
import { dev } from './dev.ts';
import { explain } from './explain.ts';
import { exportCommand } from './export.ts';
import { fix } from './fix.ts';
import { keys } from './keys.ts';
import { run } from './run.ts';
import { runs } from './runs/runs.ts';
import { simulateCommand } from './simulate.ts';
import { testCommand } from './test.ts';

/** All commands, in the order of the help. */
export const commands: readonly Command[] = [
  check,
  compileCommand,
  fix,
  simulateCommand,
  testCommand,
  run,
  runs,
  explain,
  exportCommand,
  keys,
  dev,
];

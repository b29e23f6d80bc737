import type { Guard } from './finding.ts';
import { modulesOf } from './module.ts';

/** A file that cannot be read cannot be judged by any other guard. */
export const parseErrors: Guard = {
  name: 'parse-errors',
  check: (tree) =>
    modulesOf(tree).flatMap((module) =>
      module.errors.map((message) => ({ file: module.path, line: 0, rule: 'parse-errors', message })),
    ),
};

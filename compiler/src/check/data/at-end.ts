import { diagnostic } from '@omniroute/errors';
import { assignable, NULL, typeFromSchema, typeToString } from '@omniroute/expressions';
import type { DataPass } from './data.ts';
import { END } from './where.ts';

/** The output of the run: worked out once at its end, wherever it ended. */
export function checkEnd(pass: DataPass): void {
  const { outputs } = pass.resolved.service;
  const holes = pass.resolved.holes.filter(({ pointer }) => pointer.startsWith('/outputs/'));
  pass.texts(holes, () => pass.environments.at(END), END);
  if (outputs?.schema === undefined) return;
  const where = 'The output of the run';
  if (outputs.value !== undefined) return pass.judge('/outputs/value', { schema: outputs.schema, where });
  const expected = typeFromSchema(outputs.schema);
  if (pass.flow.givesOutput() || assignable(NULL, expected)) return;
  pass.findings.push(
    diagnostic('OR4002', {
      pointer: '/outputs',
      expected: typeToString(expected),
      got: typeToString(NULL),
      facts: { where },
    }),
  );
}

import type { Plan } from '@omniroute/plan';
import { cliErrors } from './errors.ts';

/** Refuses a start that no server would take, before anything is published or run: a trigger that is not there, or not named. */
export function checkTrigger({ triggers }: Plan, named: string | undefined): void {
  const ids = triggers.map(({ id }) => id);
  if (ids.length === 0 || (named === undefined ? ids.length === 1 : ids.includes(named))) return;
  const problem = named === undefined ? `${ids.length} triggers` : `no trigger "${named}"`;
  throw cliErrors.fault('cli.trigger', { problem, expected: ids.join(', ') });
}

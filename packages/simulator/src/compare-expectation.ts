import { FINAL_RUN_STATUSES, type RunReport, type RunStatus, type ScenarioExpectation } from '@omniroute/plan';
import { deepEqual, type Json, parseDuration } from '@omniroute/primitives';

/** One point in which a run was not as expected. */
export interface Difference {
  readonly field: string;
  readonly expected: Json;
  readonly got: Json;
}

/** Compares a run with what a scenario expects; fields that it does not name are not judged. */
export function compareExpectation(report: RunReport, expect: ScenarioExpectation): Difference[] {
  const differences: Difference[] = [];
  const judge = (field: string, expected: unknown, got: unknown) => {
    if (expected !== undefined && !deepEqual(expected, got))
      differences.push({ field, expected: expected as Json, got: (got ?? null) as Json });
  };
  const visited = new Set(report.path.map((visit) => visit.node));
  judge('status', expect.status, report.status);
  judge('end_status', expect.end_status, report.end_status);
  judge('output', expect.output, report.output);
  judge('error.code', expect.error?.code, report.error?.code);
  judge('error.message', expect.error?.message, report.error?.message);
  if (expect.duration !== undefined && !sameDuration(expect.duration, report.duration))
    judge('duration', expect.duration, report.duration);
  for (const node of expect.visited ?? []) if (!visited.has(node)) judge('visited', node, null);
  for (const node of expect.not_visited ?? []) if (visited.has(node)) judge('not_visited', null, node);
  for (const [node, count] of Object.entries(expect.calls ?? {}))
    judge(`calls.${node}`, count, report.calls.filter((call) => call.node === node).length);
  if (expect.keys !== undefined)
    judge('keys', [...expect.keys].sort(), [...new Set(report.calls.map((call) => call.key))].sort());
  for (const [name, value] of Object.entries(expect.variables ?? {}))
    judge(`variables.${name}`, value, report.variables[name]);
  return differences;
}

/** `PT180M` is `PT3H`. */
function sameDuration(a: string, b: string): boolean {
  const [left, right] = [parseDuration(a), parseDuration(b)];
  return left.ok && right.ok && left.value === right.value;
}

/** Statuses of a run in which nothing is left to happen, unless somebody outside does something. */
const RESTING: readonly RunStatus[] = [...FINAL_RUN_STATUSES, 'waiting', 'paused', 'incident'];

/** Whether a run has come to rest: ended, waiting for something declared, or parked until a person decides. */
export function isAtRest(report: RunReport): boolean {
  return RESTING.includes(report.status);
}

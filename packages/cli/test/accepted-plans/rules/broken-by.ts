import type { Rule } from '@omniroute/dsl';
import { compileTemplate, evaluate } from '@omniroute/expressions';
import type { RunEvent, RunStatus } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';

/** What a play did, for rules to be judged by. */
export interface Played {
  readonly events: readonly RunEvent[];
  readonly status: RunStatus;
  readonly input: Json;
  /** Steps at which branches meet: one that fails with a branch was not come to. */
  readonly joins: ReadonlySet<string>;
}

type Visit = Extract<RunEvent, { type: 'visit' }>;

/** Whether a play breaks a rule, by the rule's own words. */
export function isBrokenBy(rule: Rule, { events, status, input, joins }: Played): boolean {
  const visits = events.filter(
    (event): event is Visit => event.type === 'visit' && !(event.status === 'failed' && joins.has(event.node)),
  );
  const begun = [...new Map(visits.map((visit) => [visit.key, visits.indexOf(visit)]))].map(([key]) =>
    visits.findIndex((visit) => visit.key === key),
  );
  const first = (id: string) => begun.filter((at) => visits[at]?.node === id).sort((a, b) => a - b);
  const completed = (id: string) =>
    [...visits.entries()].flatMap(([at, visit]) => (visit.node === id && visit.status === 'completed' ? [at] : []));
  if (rule.precedence !== undefined) {
    const { first: before, then } = rule.precedence;
    return first(then).some((at) => !completed(before).some((done) => done < at));
  }
  if (rule.response !== undefined) {
    // What a person does to a run is no path of it, and a run that waits may still do it.
    if (!['completed', 'failed', 'compensated'].includes(status)) return false;
    const answers = rule.response.eventually.flatMap(completed);
    return completed(rule.response.after).some((at) => !answers.some((answer) => answer > at));
  }
  if (rule.exclusion !== undefined) return rule.exclusion.filter((id) => first(id).length > 0).length > 1;
  if (rule.at_most_once !== undefined) return first(rule.at_most_once).length > 1;
  if (rule.absence === undefined) return false;
  return first(rule.absence.node).length > 0 && !holds(rule.absence.unless, input);
}

/** Whether a condition over the input holds. */
function holds(text: string, input: Json): boolean {
  const scope = { now: 0, uuid: () => '', get: (root: string) => (root === 'input' ? input : undefined) };
  const result = evaluate(compileTemplate(text), scope, 100_000);
  return result.ok && result.value === true;
}

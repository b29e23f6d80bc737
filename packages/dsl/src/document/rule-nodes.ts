import type { Rule } from './service.ts';

/** The steps that a rule of the business speaks of, in the order in which they are written. */
export function ruleNodes(rule: Rule): readonly string[] {
  return [
    ...(rule.precedence === undefined ? [] : [rule.precedence.first, rule.precedence.then]),
    ...(rule.response === undefined ? [] : [rule.response.after, ...rule.response.eventually]),
    ...(rule.exclusion ?? []),
    ...(rule.at_most_once === undefined ? [] : [rule.at_most_once]),
    ...(rule.absence === undefined ? [] : [rule.absence.node]),
  ];
}

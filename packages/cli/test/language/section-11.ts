import { kase, RULES } from './places.ts';
import type { Section } from './rule.ts';
import { steps } from './write.ts';

const RANDOM = 'packages/cli/src/rules.campaign.test.ts';

export const section11: Section = {
  title: '11. Rules of the business',
  shown: [
    [
      'every path to `then` has passed `first`',
      RULES,
      'holds behind a join of all for every branch that is sure to arrive',
    ],
    ['an `on_error.continue` does not count', kase('OR3017-continues')],
    [
      'every completion of `after` is followed by one of them, compensation included',
      RULES,
      'holds by what undoes the step, where its scope or the run undoes what failed',
    ],
    ['every completion of `after` is followed by one of them, compensation included', kase('OR3017-response')],
    ['(no run visits two)', RULES, 'of ways out of a choice holds, unless another turn can take the other'],
    ['(no run visits two)', kase('OR3017-exclusion')],
    ['`at_most_once <id>`', RULES, 'holds in branches and scopes, not in what repeats'],
    ['`at_most_once <id>`', kase('OR3017-again')],
    [
      'the condition holds on every path into the node',
      RULES,
      'not where another path leads around the choice, or what it reads has changed since',
    ],
    ['the condition holds on every path into the node', kase('OR3017-absence')],
    ['A rule that names an unknown node is refused', kase('OR2012')],
    ['refused with the path that breaks it', kase('OR3017')],
    [
      'Each is proved over all paths at compile time',
      RANDOM,
      'no play breaks a rule that the compiler calls proved (${SERVICES} random services, seed ${SEED})',
    ],
    ['`rules: [{ id, <one of these> }]`', 'packages/dsl/src/language-1-document.test.ts', 'say exactly one thing each'],
  ],
  found: [
    [
      'A rule that names an unknown node is refused',
      steps('a').with({ rules: [{ id: 'r', at_most_once: 'b' }] }),
      ['OR2012 /rules/0'],
    ],
    [
      'refused with the path that breaks it',
      steps('a', 'b')
        .line('a', 'b')
        .with({ rules: [{ id: 'r', precedence: { first: 'b', then: 'a' } }] }),
      ['OR3017 /rules/0'],
    ],
  ],
};

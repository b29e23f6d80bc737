import { kase } from './places.ts';
import type { Section } from './rule.ts';
import { steps } from './write.ts';

const PATTERNS = 'packages/cli/src/workflow-patterns.test.ts';
const SECRETS = 'compiler/src/check/effects/secret-shapes.test.ts';

export const section12: Section = {
  title: '12. What is refused',
  shown: [
    [
      'Everything whose meaning is not written here',
      'packages/dsl/src/language-1-document.test.ts',
      'refuses unknown fields anywhere',
    ],
    ['multi-merge, blocking forms, interleaved routing, thread merge', PATTERNS, 'workflow patterns that are refused'],
    [
      'with a sentence on what to draw instead',
      PATTERNS,
      'a setting that is none is refused with what to draw instead, as the page says it',
    ],
    ['(a private key, a token of a well-known shape, an address with a password)', SECRETS, '%s is a secret'],
    ['A secret that is written out', kase('OR5017')],
    ['surely larger than what travels inline', kase('OR5019')],
  ],
  found: [
    [
      'Everything whose meaning is not written here',
      steps('a').node('b', 'magic').line('a', 'b'),
      ['OR6001 /nodes/1/type'],
    ],
  ],
};

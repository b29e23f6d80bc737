import { RUN_ERROR_CODES, RUN_ERROR_MEANINGS } from '@omniroute/errors';
import { type Generated, NOTICE, table } from './page.ts';

const FAMILIES: readonly (readonly [code: string, means: string])[] = [
  [
    'http.<status>',
    'The other side answered with this status. 401 and 403 are `auth`, 408 is `timeout.run`, 425 and 429 are `quota`.',
  ],
  [
    'business.<…>',
    'The other side understood and refused, for example `business.payment.declined`; or a `raise_error` step of your own.',
  ],
];

/** The codes a run can fail with, and how patterns match them. */
export const runErrorsPage: Generated = {
  path: 'docs/reference/run-errors.md',
  write: () =>
    [
      '# Errors of a run\n',
      'What `error.code` holds, and what `on` of an error connection or of a retry entry matches ([the language, section 7](../language.md#7-errors)).\n',
      `${NOTICE}\n`,
      table(
        ['code', 'means'],
        [
          ...RUN_ERROR_CODES.map((code) => [`\`${code}\``, RUN_ERROR_MEANINGS[code]]),
          ...FAMILIES.map(([code, means]) => [`\`${code}\``, means]),
        ],
      ),
      '\n## Patterns\n',
      'A pattern matches by whole leading segments: `timeout` matches `timeout.run` and not `timeouts`. `http.4xx` and `http.5xx` match a class of statuses, `*` everything. The most specific pattern wins.\n',
      'Errors under `expression`, `poison`, `limit` and `validation` are never retried, whatever the retry policy says.\n',
    ].join('\n'),
};

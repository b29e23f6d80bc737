import { actLowering, type KindFinding } from '@omniroute/kind-sdk';
import type { sqlQuery } from './definition.ts';

/** First words of statements that change something. */
const WRITES = [
  'INSERT',
  'UPDATE',
  'DELETE',
  'MERGE',
  'TRUNCATE',
  'CREATE',
  'ALTER',
  'DROP',
  'GRANT',
  'REVOKE',
  'CALL',
];

export const sqlQueryLowering = actLowering<typeof sqlQuery>('sql_query', ({ query, parameters, access }) => {
  const findings: KindFinding[] = [];
  const [word = ''] = query
    .trimStart()
    .toUpperCase()
    .split(/[^A-Z]/, 1);
  if (access !== 'write' && WRITES.includes(word))
    findings.push({ code: 'OR6011', pointer: '/query', facts: { field: word, name: 'access: write' } });
  // A list that an expression gives is not known here.
  const given = typeof parameters === 'string' ? Number.POSITIVE_INFINITY : (parameters?.length ?? 0);
  const [missing] = placesIn(query).filter((place) => place > given);
  if (missing !== undefined)
    findings.push({
      code: 'OR6012',
      pointer: parameters === undefined ? '/query' : '/parameters',
      facts: { problem: `There is no value for $${missing}; ${given} given` },
    });
  return findings;
});

/** Numbers of the parameters that a statement names outside texts, in order. */
function placesIn(query: string): readonly number[] {
  const outside = query.split("'").filter((_, index) => index % 2 === 0);
  return outside.flatMap((part) => [...part.matchAll(/\$([0-9]+)/g)].map((found) => Number(found[1])));
}

import { actLowering, checkAddress, type KindFinding, operationsOf } from '@omniroute/kind-sdk';
import type { graphqlRequest } from './definition.ts';

export const graphqlRequestLowering = actLowering<typeof graphqlRequest>('graphql_request', (config) => {
  const operations = operationsOf(config.query);
  const refused = (problem: string): KindFinding => ({ code: 'OR6012', pointer: '/query', facts: { problem } });
  const findings: KindFinding[] = [...checkAddress(config)];
  if (operations.length !== 1)
    findings.push(refused(`A request holds one operation; there are ${operations.length} in the query`));
  else if (operations[0] === 'subscription') findings.push(refused('A subscription has no end and cannot be awaited'));
  return findings;
});

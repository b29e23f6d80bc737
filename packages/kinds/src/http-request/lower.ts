import { checkAddress, type KindFinding, type Lowering } from '@omniroute/kind-sdk';
import type { httpRequest } from './definition.ts';

export const httpRequestLowering: Lowering<typeof httpRequest> = {
  type: 'http_request',
  check(config) {
    const findings: KindFinding[] = [];
    if (config.pages !== undefined && config.method !== 'GET')
      findings.push({ code: 'OR6011', pointer: '/pages', facts: { field: 'pages', name: 'method: GET' } });
    if (
      config.pages !== undefined &&
      typeof config.query === 'object' &&
      Object.hasOwn(config.query, config.pages.query)
    )
      findings.push({
        code: 'OR6012',
        pointer: '/pages/query',
        facts: { problem: `"${config.pages.query}" of the query is set by pages` },
      });
    if (config.body_type === 'multipart')
      findings.push({ code: 'OR6003', pointer: '/body_type', facts: { name: 'http_request with multipart' } });
    findings.push(...checkAddress(config));
    if (config.body !== undefined && (config.method === 'GET' || config.method === 'HEAD')) {
      findings.push({
        code: 'OR6012',
        pointer: '/body',
        facts: { problem: `A ${config.method} request has no body` },
      });
    }
    return findings;
  },
  lower: (_, context) => ({
    op: 'act',
    call: context.call(),
    output: context.output(),
    next: context.next('out'),
  }),
};

import type { Lowering } from '@omniroute/kind-sdk';
import type { httpRequest } from './definition.ts';

export const httpRequestLowering: Lowering<typeof httpRequest> = {
  type: 'http_request',
  check(config) {
    const findings = [];
    if (config.pages !== undefined && config.method !== 'GET')
      findings.push({ code: 'OR6011' as const, pointer: '/pages', facts: { field: 'pages', name: 'method: GET' } });
    if (
      config.pages !== undefined &&
      typeof config.query === 'object' &&
      Object.hasOwn(config.query, config.pages.query)
    )
      findings.push({
        code: 'OR6012' as const,
        pointer: '/pages/query',
        facts: { problem: `"${config.pages.query}" of the query is set by pages` },
      });
    if (config.body_type === 'multipart')
      findings.push({ code: 'OR6003' as const, pointer: '/body_type', facts: { name: 'http_request with multipart' } });
    if (config.connection === undefined && config.url.startsWith('/'))
      findings.push({
        code: 'OR6011' as const,
        pointer: '/url',
        facts: { field: 'a path in url', name: 'connection' },
      });
    else if (!/^(https?:\/\/|\/|\$\{)/.test(config.url))
      findings.push({
        code: 'OR6012' as const,
        pointer: '/url',
        facts: { problem: 'An address begins with https://, under a connection with /' },
      });
    if (config.body !== undefined && (config.method === 'GET' || config.method === 'HEAD')) {
      findings.push({
        code: 'OR6012' as const,
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
    keep: null,
    next: context.next('out'),
  }),
};

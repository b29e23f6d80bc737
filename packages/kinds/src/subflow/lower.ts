import type { KindFinding, Lowering } from '@omniroute/kind-sdk';
import type { subflow } from './definition.ts';

export const subflowLowering: Lowering<typeof subflow> = {
  type: 'subflow',
  check({ service, version, mode, max_depth }) {
    const findings: KindFinding[] = [];
    if (service === 'self' && version !== undefined)
      findings.push({
        code: 'OR6012',
        pointer: '/version',
        facts: { problem: '"version" means nothing where the service calls itself' },
      });
    if (mode === 'start' && max_depth !== undefined)
      findings.push({
        code: 'OR6012',
        pointer: '/max_depth',
        facts: { problem: '"max_depth" means nothing where a run of its own is started' },
      });
    return findings;
  },
  lower({ service, version, mode, max_depth }, context) {
    const { name, body } = context.callee();
    if (mode === 'start')
      return {
        op: 'act',
        call: {
          activity: context.activity('start'),
          input: context.record({
            service: { value: name ?? service, holes: [] },
            version: { value: version ?? null, holes: [] },
            input: '/input',
          }),
          options: context.options(),
          connection: null,
        },
        output: context.output(),
        keep: null,
        next: context.next('out'),
      };
    const serving = (activity: string) => ({ activity, options: context.servingOptions(), connection: null });
    return {
      op: 'call',
      service: service === 'self' ? null : service,
      version: version ?? null,
      body,
      find: serving(context.activity('find')),
      register: serving(context.platformActivity('subscribe')),
      input: context.mapping('/input'),
      output: context.output(),
      max_depth: max_depth ?? null,
      retry: context.retry(),
      total_ms: context.total(),
      next: context.next('out'),
    };
  },
};

import type { Lowering } from '@omniroute/kind-sdk';
import type { scope } from './definition.ts';

export const scopeLowering: Lowering<typeof scope> = {
  type: 'scope',
  lower: (config, context) => ({
    op: 'scope',
    body: context.body(),
    retry: context.retry(),
    total_ms: context.total(),
    timeout:
      config.timeout === undefined
        ? null
        : { after: context.mapping('/timeout'), routed: context.connected('timeout'), next: context.next('timeout') },
    on_error: config.on_error ?? 'compensate',
    on_success: config.on_success ?? 'keep',
    mutex: config.mutex === undefined ? null : context.mapping('/mutex'),
    output: config.output === undefined ? null : context.mapping('/output'),
    next: context.next('out'),
  }),
};

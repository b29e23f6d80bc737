import { actLowering, exactlyOne, type KindFinding } from '@omniroute/kind-sdk';
import type { aiAction } from './definition.ts';

export const aiActionLowering = actLowering<typeof aiAction>('ai_action', (config) => {
  const findings: KindFinding[] = [...exactlyOne(config, ['prompt', 'prompt_template'], 'A question to a model')];
  if (config.data !== undefined && config.prompt_template === undefined)
    findings.push({ code: 'OR6011', pointer: '/data', facts: { field: 'data', name: 'prompt_template' } });
  if (config.use_local_model === true && config.provider !== undefined)
    findings.push({ code: 'OR6012', pointer: '/provider', facts: { problem: 'A local model has no provider' } });
  return findings;
});

import { actLowering, exactlyOne, type KindFinding } from '@omniroute/kind-sdk';
import type { n8n } from './definition.ts';

export const n8nLowering = actLowering<typeof n8n>('n8n', (config) => {
  const findings: KindFinding[] = [...exactlyOne(config, ['workflow_id', 'webhook_path'], 'A workflow of n8n')];
  if (config.output_schema !== undefined && config.wait_for_completion === false)
    findings.push({
      code: 'OR6011',
      pointer: '/output_schema',
      facts: { field: 'output_schema', name: 'wait_for_completion' },
    });
  return findings;
});

import { type KindRegistry, serviceJsonSchema } from '@omniroute/compiler';
import { definitions } from '@omniroute/kinds/definitions';
import type { Generated } from './page.ts';

/** The JSON Schema of service documents, for editors. */
export const serviceSchema: Generated = {
  path: 'docs/reference/service.schema.json',
  write: () => `${JSON.stringify(serviceJsonSchema(definitions as KindRegistry), null, 2)}\n`,
};

import type { Service } from '@omniroute/dsl';
import { type Diagnostic, diagnostic } from '@omniroute/errors';
import { isTemplate } from '@omniroute/expressions';
import { formatPointer, isObject } from '@omniroute/primitives';
import { looksSecret, secretIn } from './secret-shapes.ts';

/** Secrets that are written into the service (OR5017), and what looks like one by its name (OR5018). */
export function checkSecrets(service: Service, findings: Diagnostic[]): void {
  // A field that names the connection which holds the secret holds none.
  const named = new Set((service.connections ?? []).map(({ name }) => name));
  const look = (value: unknown, path: readonly (string | number)[], field: string): void => {
    if (typeof value === 'string') {
      const finding = named.has(value) ? null : judge(value, field);
      if (finding !== null) findings.push(diagnostic(finding.code, { ...finding, pointer: formatPointer(path) }));
    } else if (Array.isArray(value)) for (const [index, item] of value.entries()) look(item, [...path, index], field);
    else if (isObject(value)) for (const [name, part] of Object.entries(value)) look(part, [...path, name], name);
  };
  look(service, [], '');
}

function judge(text: string, field: string) {
  const what = secretIn(text);
  if (what !== null) return { code: 'OR5017', facts: { what } } as const;
  return !isTemplate(text) && looksSecret(field, text) ? ({ code: 'OR5018', facts: { field } } as const) : null;
}

import type { Service } from '@omniroute/dsl';
import { type Diagnostic, diagnostic } from '@omniroute/errors';
import { isTemplate } from '@omniroute/expressions';
import { formatPointer, isObject } from '@omniroute/primitives';
import type { Memo } from '../../incremental/memo.ts';
import { looksSecret, secretIn } from './secret-shapes.ts';

/** Secrets that are written into the service (OR5017), and what looks like one by its name (OR5018). */
export function checkSecrets({ nodes, ...others }: Service, memo: Memo, findings: Diagnostic[]): void {
  // A field that names the connection which holds the secret holds none.
  const named = new Set((others.connections ?? []).map(({ name }) => name));
  const report = (found: readonly Found[], at: string) => {
    for (const { text, pointer, verdict } of found)
      if (!named.has(text)) findings.push(diagnostic(verdict.code, { ...verdict, pointer: at + pointer }));
  };
  report(memo.of(secretsIn, '', others), '');
  for (const [index, node] of nodes.entries())
    report(memo.of(secretsIn, node.id, node), formatPointer(['nodes', index]));
}

/** A text that is judged to be a secret, and where it stands. */
interface Found {
  readonly text: string;
  readonly pointer: string;
  readonly verdict: NonNullable<ReturnType<typeof judge>>;
}

function secretsIn(whole: unknown): readonly Found[] {
  const found: Found[] = [];
  const look = (value: unknown, path: readonly (string | number)[], field: string): void => {
    if (typeof value === 'string') {
      const verdict = judge(value, field);
      if (verdict !== null) found.push({ text: value, pointer: formatPointer(path), verdict });
    } else if (Array.isArray(value)) for (const [index, item] of value.entries()) look(item, [...path, index], field);
    else if (isObject(value)) for (const [name, part] of Object.entries(value)) look(part, [...path, name], name);
  };
  look(whole, [], '');
  return found;
}

function judge(text: string, field: string) {
  const what = secretIn(text);
  if (what !== null) return { code: 'OR5017', facts: { what } } as const;
  return !isTemplate(text) && looksSecret(field, text) ? ({ code: 'OR5018', facts: { field } } as const) : null;
}

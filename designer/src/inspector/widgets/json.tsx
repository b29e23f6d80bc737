import type { Json } from '@omniroute/primitives';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldProps } from '../field-contract.ts';
import { FieldShell, inputClass } from './field-shell.tsx';

/** Any value as JSON text. Text that is no JSON yet stays in the field, and the value as it was in the draft. */
export function JsonWidget(props: FieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const { value, set, findings, schema, readOnly } = props;
  const [text, setText] = useState<string | null>(null);
  const read = text === null || text.trim() === '' ? null : readJson(text);
  const change = (next: string) => {
    setText(next);
    const now = next.trim() === '' ? { value: undefined } : readJson(next);
    if ('value' in now) set(now.value);
  };
  const shown = text ?? (value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value, null, 2));
  return (
    <FieldShell {...props} id={id} description={schema.description}>
      <textarea
        id={id}
        rows={Math.min(12, Math.max(2, shown.split('\n').length))}
        value={shown}
        readOnly={readOnly}
        spellCheck={false}
        aria-invalid={findings.length > 0}
        onChange={(event) => change(event.target.value)}
        onBlur={() => {
          if (read === null || 'value' in read) setText(null);
        }}
        className={`${inputClass(findings)} font-mono text-xs`}
      />
      {read !== null && 'problem' in read && (
        <p className="text-xs text-bad">{t('inspector.bad_json', { problem: read.problem })}</p>
      )}
    </FieldShell>
  );
}

/** JSON, or a text that holds an expression as it is. */
function readJson(text: string): { readonly value: Json } | { readonly problem: string } {
  if (text.includes('${') && !/^\s*[[{"]/.test(text)) return { value: text };
  try {
    return { value: JSON.parse(text) as Json };
  } catch (reason) {
    if (reason instanceof SyntaxError) return { problem: reason.message };
    throw reason;
  }
}

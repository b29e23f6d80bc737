import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldProps } from '../field-contract.ts';
import { readJson, writtenJson } from '../json-text.ts';
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
  const shown = text ?? writtenJson(value);
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

import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldProps } from '../field-contract.ts';
import { FieldShell, inputClass } from './field-shell.tsx';

/** A number; what is half written (`-`, `1e`) stays in the field until it is one. */
export function NumberWidget(props: FieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const { value, set, findings, schema, readOnly } = props;
  const [text, setText] = useState<string | null>(null);
  const number = text === null || text.trim() === '' ? null : Number(text);
  const change = (next: string) => {
    setText(next);
    if (next.trim() === '') set(undefined);
    else if (Number.isFinite(Number(next))) set(Number(next));
  };
  return (
    <FieldShell {...props} id={id} description={schema.description}>
      <input
        id={id}
        type="text"
        inputMode="decimal"
        value={text ?? (typeof value === 'number' ? String(value) : '')}
        readOnly={readOnly}
        aria-invalid={findings.length > 0}
        onChange={(event) => change(event.target.value)}
        onBlur={() => setText(null)}
        className={inputClass(findings)}
      />
      {number !== null && !Number.isFinite(number) && <p className="text-xs text-bad">{t('inspector.bad_number')}</p>}
    </FieldShell>
  );
}

/** Yes, no, or not said. */
export function BooleanWidget(props: FieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const { value, set, findings, schema, readOnly } = props;
  return (
    <FieldShell {...props} id={id} description={schema.description}>
      <select
        id={id}
        value={typeof value === 'boolean' ? String(value) : ''}
        disabled={readOnly}
        onChange={(event) => set(event.target.value === '' ? undefined : event.target.value === 'true')}
        className={inputClass(findings)}
      >
        <option value="">{t('inspector.not_set')}</option>
        <option value="true">{t('inspector.yes')}</option>
        <option value="false">{t('inspector.no')}</option>
      </select>
    </FieldShell>
  );
}

/** One of several values. */
export function EnumWidget(props: FieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const { value, set, findings, schema, readOnly } = props;
  const options = schema.enum ?? [];
  const index = options.findIndex((option) => option === value);
  return (
    <FieldShell {...props} id={id} description={schema.description}>
      <select
        id={id}
        value={index < 0 ? '' : String(index)}
        disabled={readOnly}
        onChange={(event) => set(event.target.value === '' ? undefined : options[Number(event.target.value)])}
        className={inputClass(findings)}
      >
        {(index < 0 || !props.isRequired) && <option value="">{t('inspector.not_set')}</option>}
        {options.map((option, at) => (
          <option key={String(option)} value={at}>
            {String(option).replaceAll('_', ' ')}
          </option>
        ))}
      </select>
    </FieldShell>
  );
}

import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldProps } from '../field-contract.ts';
import { expressionOf, fromExpression } from '../literal.ts';
import { FieldShell, inputClass } from './field-shell.tsx';

/** An expression without its braces; a plain text field until a better editor is registered in its place. */
export function ExpressionWidget(props: FieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const { value, set, findings, readOnly, schema } = props;
  return (
    <FieldShell
      {...props}
      id={id}
      label={t('inspector.expression', { label: props.label })}
      description={schema.description}
    >
      <textarea
        id={id}
        rows={2}
        value={typeof value === 'string' ? expressionOf(value) : ''}
        readOnly={readOnly}
        spellCheck={false}
        aria-invalid={findings.length > 0}
        aria-describedby={`${id}-findings`}
        onChange={(event) => set(fromExpression(event.target.value))}
        className={`${inputClass(findings)} font-mono text-xs`}
      />
    </FieldShell>
  );
}

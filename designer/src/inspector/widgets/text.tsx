import { useId } from 'react';
import type { FieldProps } from '../field-contract.ts';
import { FieldShell, inputClass } from './field-shell.tsx';

/** Text of one line; `${ … }` may stand anywhere in it. An optional text that is emptied is taken away. */
export function TextWidget(props: FieldProps) {
  const id = useId();
  const { value, schema, set, findings, readOnly } = props;
  return (
    <FieldShell {...props} id={id} description={schema.description}>
      <input
        id={id}
        type="text"
        value={typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)}
        readOnly={readOnly}
        aria-invalid={findings.length > 0}
        aria-describedby={`${id}-findings`}
        spellCheck={schema['x-literal'] !== true}
        onChange={(event) => set(event.target.value === '' && !props.isRequired ? undefined : event.target.value)}
        className={inputClass(findings)}
      />
    </FieldShell>
  );
}

/** Text of several lines. */
export function MultilineWidget(props: FieldProps) {
  const id = useId();
  const { value, schema, set, findings, readOnly } = props;
  return (
    <FieldShell {...props} id={id} description={schema.description}>
      <textarea
        id={id}
        rows={4}
        value={typeof value === 'string' ? value : ''}
        readOnly={readOnly}
        aria-invalid={findings.length > 0}
        aria-describedby={`${id}-findings`}
        onChange={(event) => set(event.target.value === '' && !props.isRequired ? undefined : event.target.value)}
        className={inputClass(findings)}
      />
    </FieldShell>
  );
}

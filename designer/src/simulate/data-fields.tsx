import type { JsonSchema } from '@omniroute/dsl';
import type { Json } from '@omniroute/primitives';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FieldProblem, type FormText, fieldsOf, readForm } from '../forms/form-model.ts';
import { SchemaFields } from '../forms/schema-fields.tsx';
import { JsonField } from './json-field.tsx';
import { TextButton } from './section.tsx';
import { startText } from './start-text.ts';

/** Data of a schema as a form, or as JSON where somebody wants that or the schema names no fields. What cannot be read is not set. */
export function DataFields({
  label,
  schema,
  value,
  onSet,
}: {
  label: string;
  schema: unknown;
  value: Json;
  onSet: (value: Json) => void;
}) {
  const { t } = useTranslation();
  const [isJson, setJson] = useState(false);
  const [typed, setTyped] = useState<FormText>({});
  const [problems, setProblems] = useState<Readonly<Record<string, FieldProblem>>>({});
  const fields = fieldsOf(schema as JsonSchema);
  if (fields.length === 0) return <JsonField label={label} value={value} onSet={onSet} />;
  const change = (text: FormText) => {
    const read = readForm(fields, text);
    const isFine = Object.keys(read.problems).length === 0;
    setProblems(read.problems);
    setTyped(isFine ? {} : text);
    if (isFine) onSet(read.value);
  };
  return (
    <div className="flex flex-col items-start gap-2">
      <div className="w-full">
        {isJson ? (
          <JsonField label={label} value={value} onSet={onSet} />
        ) : (
          <SchemaFields
            fields={fields}
            text={{ ...startText(fields, value), ...typed }}
            problems={problems}
            onChange={change}
          />
        )}
      </div>
      <TextButton onPress={() => setJson(!isJson)}>{t(isJson ? 'try.as_form' : 'try.as_json')}</TextButton>
    </div>
  );
}

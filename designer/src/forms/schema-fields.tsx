import { Choice, TextField } from '@omniroute/ui';
import { useTranslation } from 'react-i18next';
import type { FieldModel, FieldProblem, FormText } from './form-model.ts';

/** The fields of a form. The caller owns what was typed and what is wrong with it. */
export function SchemaFields({
  fields,
  text,
  problems,
  onChange,
}: {
  fields: readonly FieldModel[];
  text: FormText;
  problems: Readonly<Record<string, FieldProblem>>;
  onChange: (text: FormText) => void;
}) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-col gap-3">
      {fields.map((field) => {
        const problem = problems[field.name];
        const value = text[field.name] ?? field.initial;
        const change = (next: string) => onChange({ ...text, [field.name]: next });
        if (field.kind === 'choice' || field.kind === 'boolean') {
          const options =
            field.kind === 'boolean'
              ? [
                  { id: 'true', label: t('form.yes') },
                  { id: 'false', label: t('form.no') },
                ]
              : field.options.map((option) => ({ id: option, label: option }));
          return (
            <Choice
              key={field.name}
              label={field.label}
              description={field.description}
              value={value}
              options={options}
              onChange={change}
              isRequired={field.required}
            />
          );
        }
        return (
          <TextField
            key={field.name}
            label={field.label}
            description={field.description}
            value={value}
            onChange={change}
            isRequired={field.required}
            multiline={field.kind === 'json'}
            error={
              problem === undefined
                ? undefined
                : t(problem.key, 'problem' in problem ? { problem: problem.problem } : {})
            }
          />
        );
      })}
    </div>
  );
}

import { Choice } from '@omniroute/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEditor, useSimulation, useView } from '../editor/context.tsx';
import { type FieldProblem, type FormText, fieldsOf, readForm } from '../forms/form-model.ts';
import { SchemaFields } from '../forms/schema-fields.tsx';
import { JsonField } from './json-field.tsx';
import { Section, TextButton } from './section.tsx';
import { startText } from './start-text.ts';

/** What the run starts with: the trigger, and its data as a form, as JSON, or as the trigger received it. */
export function StartSection() {
  const { t } = useTranslation();
  const { simulation } = useEditor();
  const triggers = useView((view) => view.service.triggers) ?? [];
  const inputs = useView((view) => view.service.inputs);
  const scenario = useSimulation((state) => state.run?.scenario);
  const [isJson, setJson] = useState(false);
  if (scenario === undefined) return null;
  const fields = fieldsOf(inputs);
  const isEvent = scenario.event !== undefined;
  const chosen = triggers.find(({ id }) => id === scenario.trigger);
  const asEvent = () =>
    void simulation.change(({ input: _, ...rest }) => ({ ...rest, event: { data: scenario.input ?? {} } }));
  const asInput = () => void simulation.change(({ event: _, ...rest }) => rest);
  return (
    <Section
      title={t('try.begin')}
      actions={
        <span className="flex gap-1">
          {!isEvent && fields.length > 0 && (
            <TextButton onPress={() => setJson(!isJson)}>{t(isJson ? 'try.as_form' : 'try.as_json')}</TextButton>
          )}
          {chosen !== undefined && chosen.type !== 'manual' && (
            <TextButton onPress={isEvent ? asInput : asEvent}>
              {t(isEvent ? 'try.as_input' : 'try.as_event')}
            </TextButton>
          )}
          <TextButton onPress={() => void simulation.change(({ input: _, event: __, ...rest }) => rest)}>
            {t('try.generate')}
          </TextButton>
        </span>
      }
    >
      {triggers.length > 1 && (
        <Choice
          label={t('try.trigger')}
          value={scenario.trigger ?? ''}
          options={triggers.map(({ id, name }) => ({ id, label: name ?? id }))}
          onChange={(trigger) => void simulation.change((before) => ({ ...before, trigger }))}
          isRequired
        />
      )}
      {isEvent ? (
        <JsonField
          label={t('try.event')}
          value={scenario.event ?? null}
          onSet={(event) => void simulation.change((before) => ({ ...before, event }))}
        />
      ) : isJson ? (
        <JsonField
          label={t('try.input')}
          value={scenario.input ?? null}
          onSet={(input) => void simulation.change((before) => ({ ...before, input }))}
        />
      ) : fields.length === 0 ? (
        <p className="text-sm text-muted">{t('try.no_input')}</p>
      ) : (
        <InputForm />
      )}
    </Section>
  );
}

function InputForm() {
  const { simulation } = useEditor();
  const inputs = useView((view) => view.service.inputs);
  const input = useSimulation((state) => state.run?.scenario.input);
  const [typed, setTyped] = useState<FormText>({});
  const [problems, setProblems] = useState<Readonly<Record<string, FieldProblem>>>({});
  const fields = fieldsOf(inputs);
  const shown = { ...startText(fields, input), ...typed };
  const change = (text: FormText) => {
    const read = readForm(fields, text);
    setProblems(read.problems);
    setTyped(Object.fromEntries(Object.entries(text).filter(([name]) => read.problems[name] !== undefined)));
    if (Object.keys(read.problems).length === 0) void simulation.change((before) => ({ ...before, input: read.value }));
    else setTyped(text);
  };
  return <SchemaFields fields={fields} text={shown} problems={problems} onChange={change} />;
}

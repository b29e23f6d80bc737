import { Choice } from '@omniroute/ui';
import { useTranslation } from 'react-i18next';
import { useEditor, useSimulation, useView } from '../editor/context.tsx';
import { fieldsOf } from '../forms/form-model.ts';
import { DataFields } from './data-fields.tsx';
import { JsonField } from './json-field.tsx';
import { Section, TextButton } from './section.tsx';

/** What the run starts with: the trigger, and its data as a form, as JSON, or as the trigger received it. */
export function StartSection() {
  const { t } = useTranslation();
  const { simulation } = useEditor();
  const triggers = useView((view) => view.service.triggers) ?? [];
  const inputs = useView((view) => view.service.inputs);
  const scenario = useSimulation((state) => state.run?.scenario);
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
      ) : fields.length === 0 ? (
        <p className="text-sm text-muted">{t('try.no_input')}</p>
      ) : (
        <DataFields
          label={t('try.input')}
          schema={inputs}
          value={scenario.input ?? null}
          onSet={(input) => void simulation.change((before) => ({ ...before, input }))}
        />
      )}
    </Section>
  );
}

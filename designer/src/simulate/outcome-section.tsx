import { Notice } from '@omniroute/ui';
import { useTranslation } from 'react-i18next';
import { JsonView } from '../runs/json-view.tsx';
import { Section } from './section.tsx';
import { useRunView } from './use-run-view.ts';

/** The run as a whole: its variables so far, and once it has ended what came of it. */
export function OutcomeSection() {
  const { t } = useTranslation();
  const { variables, error, output, ended_at: ended } = useRunView();
  const hasVariables = Object.keys(variables).length > 0;
  if (ended === null && !hasVariables) return null;
  return (
    <Section title={t('try.the_run')}>
      {error !== null && (
        <Notice tone="bad">
          <code>{error.code}</code> {error.message}
        </Notice>
      )}
      {ended !== null && <JsonView label={t('try.output')} value={output} />}
      {hasVariables && <JsonView label={t('try.variables')} value={variables} />}
    </Section>
  );
}

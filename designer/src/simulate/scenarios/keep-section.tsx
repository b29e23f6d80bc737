import { Button, TextField } from '@omniroute/ui';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useEditor, useSimulation } from '../../editor/context.tsx';
import { say } from '../../store/ui-state.ts';
import { Section } from '../section.tsx';
import { expectationOf } from './expectation.ts';

/** Keeps the run that is tried as a scenario, or saves the one it came from. */
export function KeepSection() {
  const { t } = useTranslation();
  const { scenarios, ui } = useEditor();
  const run = useSimulation((state) => state.run);
  const from = useSimulation((state) => state.trial.from);
  const origin = useStore(scenarios.store, ({ items }) => items.find(({ id }) => id === from));
  const [name, setName] = useState('');
  if (run === null) return null;
  const made = (as: string) => ({ ...run.scenario, name: as, expect: expectationOf(run.report) });
  const keep = async (event: FormEvent) => {
    event.preventDefault();
    const wanted = name.trim();
    if (wanted === '' || (await scenarios.add(made(wanted))) === null) return;
    setName('');
    say(ui, t('scenario.kept', { name: wanted }));
  };
  const save = async () => {
    if (origin === undefined) return;
    const { name: as } = origin.scenario;
    if (await scenarios.change(origin.id, made(as))) say(ui, t('scenario.kept', { name: as }));
  };
  return (
    <Section title={t('scenario.keep_title')}>
      <form onSubmit={(event) => void keep(event)} className="flex flex-col gap-2">
        <TextField
          label={t('scenario.name')}
          description={t('scenario.keep_hint')}
          value={name}
          onChange={setName}
          maxLength={200}
        />
        <span className="flex flex-wrap gap-2">
          <Button type="submit" isDisabled={name.trim() === ''}>
            {t('scenario.keep')}
          </Button>
          {origin !== undefined && (
            <Button onPress={() => void save()}>{t('scenario.save', { name: origin.scenario.name })}</Button>
          )}
        </span>
      </form>
    </Section>
  );
}

import { Badge } from '@omniroute/ui';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useEditor, useView } from '../../editor/context.tsx';
import { say } from '../../store/ui-state.ts';
import type { Played } from '../protocol.ts';
import { TextButton } from '../section.tsx';
import type { KeptScenario } from './create-scenarios.ts';
import { expectationOf } from './expectation.ts';
import { sayDifference } from './say-difference.ts';

/** One scenario: how it went, what differs in words, and what can be done with it. */
export function ScenarioRow({ item, onTry }: { item: KeptScenario; onTry: () => void }) {
  const { t } = useTranslation();
  const { scenarios, simulation, ui, view } = useEditor();
  const service = useView((now) => now.service);
  const state = useStore(scenarios.store);
  const played = state.of === service ? state.results.get(item.id) : undefined;
  const { name } = item.scenario;
  const nameOf = (node: string) => view().nodes.get(node)?.name ?? node;
  const differences = played?.ok === true ? played.differences : [];
  const accept = () => {
    if (played?.ok !== true) return;
    void scenarios.change(item.id, { ...item.scenario, expect: expectationOf(played.simulation) });
  };
  const remove = async () => {
    if (await scenarios.remove(item.id)) say(ui, t('scenario.removed', { name }));
  };
  return (
    <li className="flex flex-col gap-1 border-b border-line py-2 text-sm last:border-0">
      <div className="flex items-start justify-between gap-2">
        <span className="font-medium">{name}</span>
        <Outcome played={played} />
      </div>
      {played?.ok === false && <p className="text-bad">{played.problem}</p>}
      {differences.length > 0 && (
        <ul className="flex list-disc flex-col gap-0.5 pl-5">
          {differences.map((difference) => (
            <li key={`${difference.field} ${JSON.stringify(difference.expected)}`}>
              {sayDifference((key, facts = {}) => t(key, facts), nameOf, difference)}
            </li>
          ))}
        </ul>
      )}
      <span className="flex flex-wrap gap-1">
        <TextButton
          label={t('scenario.try', { name })}
          onPress={() => {
            void simulation.load(item.scenario, item.id);
            onTry();
          }}
        >
          {t('scenario.try_short')}
        </TextButton>
        {differences.length > 0 && (
          <TextButton label={t('scenario.accept', { name })} onPress={accept}>
            {t('scenario.accept_short')}
          </TextButton>
        )}
        <TextButton label={t('scenario.remove', { name })} onPress={() => void remove()}>
          {t('scenario.remove_short')}
        </TextButton>
      </span>
    </li>
  );
}

function Outcome({ played }: { played: Played | undefined }) {
  const { t } = useTranslation();
  if (played === undefined) return <Badge tone="muted">{t('scenario.not_run')}</Badge>;
  const isFine = played.ok && played.differences.length === 0;
  return <Badge tone={isFine ? 'good' : 'bad'}>{t(isFine ? 'scenario.passed' : 'scenario.failed')}</Badge>;
}

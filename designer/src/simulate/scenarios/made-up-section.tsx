import { Button, Notice } from '@omniroute/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEditor } from '../../editor/context.tsx';
import { say } from '../../store/ui-state.ts';
import { Section, TextButton } from '../section.tsx';
import type { MadeUp } from './generate.ts';
import { sayIdea } from './say-idea.ts';

type Offer = MadeUp & { readonly name: string };

/** Scenarios that are made up from the drawing, to be kept one by one or all. */
export function MadeUpSection() {
  const { t } = useTranslation();
  const { scenarios, simulation, ui, view } = useEditor();
  const [offers, setOffers] = useState<readonly Offer[] | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const makeUp = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const made = await simulation.makeUp();
      const nameOf = (node: string) => view().nodes.get(node)?.name ?? node;
      const names = new Set(scenarios.store.getState().items.map(({ scenario }) => scenario.name));
      const named = (made ?? []).map((each) => ({
        ...each,
        name: sayIdea((key, facts = {}) => t(key, facts), nameOf, each.idea),
      }));
      setOffers(named.filter(({ name }) => !names.has(name)));
      if (made === null) setProblem(t('try.unsound'));
    } catch (error) {
      setProblem((error as Error).message);
    } finally {
      setBusy(false);
    }
  };
  const keep = async (wanted: readonly Offer[]) => {
    for (const offer of wanted) {
      if ((await scenarios.add({ ...offer.scenario, name: offer.name })) === null) return;
      setOffers((now) => now?.filter((each) => each !== offer) ?? null);
    }
    say(ui, t('scenario.kept', { name: wanted.map(({ name }) => name).join(', ') }));
  };
  return (
    <Section
      title={t('scenario.made_up')}
      actions={
        <Button isDisabled={isBusy} onPress={() => void makeUp()}>
          {t(isBusy ? 'scenario.making_up' : 'scenario.make_up')}
        </Button>
      }
    >
      {problem !== null && <Notice tone="bad">{problem}</Notice>}
      {offers !== null && offers.length > 0 && (
        <>
          <p className="text-sm text-muted">{t('scenario.made_up_hint')}</p>
          <ul aria-label={t('scenario.made_up')} className="flex flex-col gap-1 text-sm">
            {offers.map((offer) => (
              <li key={offer.name} className="flex items-baseline justify-between gap-2">
                <span className="min-w-0 flex-1">
                  {offer.name}
                  <span className="block text-xs text-muted">
                    {t('scenario.ends', { status: t(`status.${offer.scenario.expect?.status ?? 'completed'}`) })}
                  </span>
                </span>
                <TextButton label={t('scenario.keep_one', { name: offer.name })} onPress={() => void keep([offer])}>
                  {t('scenario.keep_one_short')}
                </TextButton>
              </li>
            ))}
          </ul>
          <Button onPress={() => void keep(offers)}>{t('scenario.keep_all')}</Button>
        </>
      )}
    </Section>
  );
}

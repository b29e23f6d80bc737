import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useEditor, useSimulation } from '../editor/context.tsx';
import { millisecondsOf } from './answers.ts';
import { spanInWords } from './in-words.ts';
import { Section } from './section.tsx';
import { deedsOf, withoutDeed } from './trial.ts';

/** What is done from outside in this trial, to be taken back; and what nobody took. */
export function DeedSection() {
  const { t, i18n } = useTranslation();
  const { simulation } = useEditor();
  const scenario = useSimulation((state) => state.trial.scenario);
  const refused = useSimulation((state) => state.run?.why.refused);
  const deeds = deedsOf(scenario);
  if (deeds.length === 0) return null;
  return (
    <Section title={t('try.deeds')}>
      <ul className="flex flex-col gap-1 text-sm">
        {deeds.map((deed) => (
          <li key={`${deed.is} ${deed.index}`} className="flex items-center justify-between gap-2">
            <span>{t('try.deed', { what: deed.what, span: spanInWords(millisecondsOf(deed.at), i18n.language) })}</span>
            <button
              type="button"
              aria-label={t('try.take_back', { what: deed.what })}
              onClick={() => void simulation.change((before) => withoutDeed(before, deed))}
              className="grid size-6 shrink-0 cursor-pointer place-items-center rounded-md text-muted outline-none hover:bg-raised focus-visible:ring-2 focus-visible:ring-focus"
            >
              <X aria-hidden size={14} />
            </button>
          </li>
        ))}
      </ul>
      {(refused ?? []).map(({ at, reason }) => (
        <p key={`${at} ${reason}`} className="text-sm text-warn">
          {t('try.refused', { reason })}
        </p>
      ))}
    </Section>
  );
}

import { Button } from '@omniroute/ui';
import { type KeyboardEvent, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useEditor, useUi } from '../editor/context.tsx';
import { isWanted, remember, STEPS } from './introduction-state.ts';

/** The introduction, if it is open: a note beside what is done, which takes no keys until somebody goes there. */
export function Introduction() {
  const { ui, view } = useEditor();
  const at = useUi((state) => state.introduction);
  useEffect(() => {
    const { service } = view();
    const isEmpty = service.nodes.length === 0 && (service.triggers ?? []).length === 0;
    if (isWanted(localStorage, isEmpty)) ui.setState({ introduction: 0 });
  }, [ui, view]);
  return at === null ? null : <Step at={at} />;
}

function Step({ at }: { at: number }) {
  const { t } = useTranslation();
  const { ui, drawing } = useEditor();
  const step = STEPS[at] ?? STEPS[0];
  const isLast = at === STEPS.length - 1;
  const turn = (introduction: number) => ui.setState({ introduction });
  const end = () => {
    remember(localStorage);
    ui.setState({ introduction: null });
    drawing.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    end();
  };
  return (
    <section
      aria-label={t('introduction.title')}
      onKeyDown={onKeyDown}
      className="absolute bottom-3 left-3 z-10 flex w-72 max-w-[calc(100%-1.5rem)] flex-col gap-2 rounded-lg border border-line bg-surface p-3 shadow-lg"
    >
      <div aria-live="polite" className="flex flex-col gap-1">
        <p className="text-xs text-muted">{t('introduction.step', { step: at + 1, count: STEPS.length })}</p>
        <h2 className="text-sm font-semibold">{t(`introduction.${step}.title`)}</h2>
        <p className="text-sm">{t(`introduction.${step}.body`)}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button look="quiet" onPress={end}>
          {t(isLast ? 'introduction.done' : 'introduction.skip')}
        </Button>
        <span className="flex-1" />
        {at > 0 && <Button onPress={() => turn(at - 1)}>{t('introduction.back')}</Button>}
        {!isLast && (
          <Button look="primary" onPress={() => turn(at + 1)}>
            {t('introduction.next')}
          </Button>
        )}
      </div>
    </section>
  );
}

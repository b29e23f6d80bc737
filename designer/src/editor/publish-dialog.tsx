import type { ServiceVersion } from '@omniroute/contracts';
import { Button, Notice, TextField } from '@omniroute/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi } from '../api/client.ts';
import { go } from '../app/route.ts';
import { useEditor, useProblems, useUi, useView } from './context.tsx';

/** Publishes the draft as the server has it, after everything was saved. */
export function PublishDialog() {
  const isOpen = useUi(({ overlay }) => overlay?.is === 'publish');
  return isOpen ? <Dialog /> : null;
}

function Dialog() {
  const { t } = useTranslation();
  const { session, ui, drawing } = useEditor();
  const queries = useQueryClient();
  const dialog = useRef<HTMLDialogElement>(null);
  const name = useView((view) => view.service.name);
  const errors = useProblems(({ findings }) => findings.filter(({ severity }) => severity === 'error').length);
  const isCurrent = useProblems((state) => state.isCurrent);
  const [notes, setNotes] = useState('');
  const [version, setVersion] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);
  const close = () => {
    ui.setState({ overlay: null });
    drawing.focus();
  };
  const publish = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await session.flush();
      const path = `/services/${encodeURIComponent(session.id)}/versions`;
      const made = await callApi<ServiceVersion>(path, { method: 'POST', body: { notes } });
      setVersion(made.version);
      await queries.invalidateQueries();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <dialog
      ref={dialog}
      aria-label={t('publish.title', { name })}
      onClose={close}
      onKeyDown={(event) => event.stopPropagation()}
      className="m-auto w-full max-w-md rounded-xl border border-line bg-surface p-6 text-ink shadow-xl backdrop:bg-black/40"
    >
      <h2 className="pb-4 text-lg font-semibold">{t('publish.title', { name })}</h2>
      <div className="flex flex-col gap-4">
        {version === null ? (
          <>
            {errors > 0 && <Notice tone="bad">{t('publish.unsound', { count: errors })}</Notice>}
            <TextField
              label={t('publish.notes')}
              description={t('publish.notes_hint')}
              multiline
              value={notes}
              onChange={setNotes}
            />
            {problem !== null && <Notice tone="bad">{problem}</Notice>}
            <div className="flex justify-end gap-2">
              <Button onPress={() => dialog.current?.close()}>{t('publish.cancel')}</Button>
              <Button look="primary" isDisabled={isBusy || errors > 0 || !isCurrent} onPress={() => void publish()}>
                {t('publish.button')}
              </Button>
            </div>
          </>
        ) : (
          <>
            <Notice tone="good">{t('publish.done', { version })}</Notice>
            <div className="flex justify-end gap-2">
              <Button onPress={() => dialog.current?.close()}>{t('publish.close')}</Button>
              <Button look="primary" onPress={() => go(`/services/${encodeURIComponent(session.id)}`)}>
                {t('publish.start')}
              </Button>
            </div>
          </>
        )}
      </div>
    </dialog>
  );
}

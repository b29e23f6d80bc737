import type { ServiceSummary } from '@omniroute/contracts';
import { DSL_VERSION, SERVICE_ID_PATTERN } from '@omniroute/dsl';
import { Button, Notice, TextField } from '@omniroute/ui';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi } from '../api/client.ts';
import { go } from '../app/route.ts';
import { slugOf } from './slug-of.ts';

/** Asks for a name, makes an empty service of it, and opens its drawing. */
export function NewService() {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button look="primary" onPress={() => setOpen(true)}>
        {t('new.button')}
      </Button>
      {isOpen && <Dialog onClose={() => setOpen(false)} />}
    </>
  );
}

function Dialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const [name, setName] = useState('');
  const create = useMutation({
    mutationFn: (id: string) =>
      callApi<ServiceSummary>('/services', {
        method: 'POST',
        body: { service: { dsl_version: DSL_VERSION, id, name: name.trim(), nodes: [], edges: [] } },
      }),
    onSuccess: ({ id }) => go(`/services/${encodeURIComponent(id)}/edit`),
  });
  useEffect(() => dialog.current?.showModal(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate(slugOf(name));
  };
  return (
    <dialog
      ref={dialog}
      aria-label={t('new.title')}
      onClose={onClose}
      className="m-auto w-full max-w-md rounded-xl border border-line bg-surface p-6 text-ink shadow-xl backdrop:bg-black/40"
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <h2 className="text-lg font-semibold">{t('new.title')}</h2>
        <TextField
          label={t('new.name')}
          description={t('new.name_hint')}
          value={name}
          onChange={setName}
          autoFocus
          isRequired
        />
        {create.error !== null && <Notice tone="bad">{create.error.message}</Notice>}
        <div className="flex justify-end gap-2">
          <Button onPress={() => dialog.current?.close()}>{t('publish.cancel')}</Button>
          <Button
            type="submit"
            look="primary"
            isDisabled={create.isPending || !new RegExp(SERVICE_ID_PATTERN).test(slugOf(name))}
          >
            {t('new.create')}
          </Button>
        </div>
      </form>
    </dialog>
  );
}

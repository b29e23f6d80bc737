import { Button, Choice, Notice, TextField } from '@omniroute/ui';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSendMessage } from '../api/queries.ts';

/** Sends a message to whoever waits for it. With `names` one of them is chosen, else the name is typed. */
export function MessageForm({ names }: { names?: readonly string[] }) {
  const { t } = useTranslation();
  const [name, setName] = useState(names?.[0] ?? '');
  const [correlation, setCorrelation] = useState('');
  const [payload, setPayload] = useState('{}');
  const [problem, setProblem] = useState<string | null>(null);
  const send = useSendMessage();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    try {
      const read: unknown = JSON.parse(payload);
      setProblem(null);
      send.mutate({ name, correlation, payload: read });
    } catch (error) {
      setProblem(t('form.invalid_json', { problem: (error as Error).message }));
    }
  };

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-3">
      {names === undefined ? (
        <TextField label={t('messages.name')} value={name} onChange={setName} isRequired />
      ) : (
        <Choice
          label={t('messages.name')}
          value={name}
          options={names.map((id) => ({ id, label: id }))}
          onChange={setName}
          isRequired
        />
      )}
      <TextField
        label={t('messages.correlation')}
        description={t('messages.correlation_hint')}
        value={correlation}
        onChange={setCorrelation}
        isRequired
      />
      <TextField
        label={t('messages.payload')}
        value={payload}
        onChange={setPayload}
        multiline
        error={problem ?? undefined}
      />
      {send.error !== null && <Notice tone="bad">{send.error.message}</Notice>}
      {send.isSuccess && (
        <Notice tone="good">
          {send.data.duplicate
            ? t('messages.duplicate')
            : send.data.runs.length === 0
              ? t('messages.waiting')
              : t('messages.delivered', { count: send.data.runs.length })}
        </Notice>
      )}
      <Button type="submit" isDisabled={send.isPending || name === '' || correlation === ''}>
        {t('messages.send')}
      </Button>
    </form>
  );
}

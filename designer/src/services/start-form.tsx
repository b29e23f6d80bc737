import type { ServiceSummary } from '@omniroute/contracts';
import type { Service } from '@omniroute/dsl';
import { Button, Choice, Notice } from '@omniroute/ui';
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStartRun } from '../api/queries.ts';
import { go } from '../app/route.ts';
import { type FieldProblem, type FormText, fieldsOf, readForm } from '../forms/form-model.ts';
import { SchemaFields } from '../forms/schema-fields.tsx';

/** Starts a run from the service's inputs, and goes to it. */
export function StartForm({ summary, service }: { summary: ServiceSummary; service: Service }) {
  const { t } = useTranslation();
  const fields = useMemo(() => fieldsOf(service.inputs), [service.inputs]);
  const triggers = service.triggers ?? [];
  const preferred = triggers.find((trigger) => trigger.type === 'manual') ?? triggers[0];
  const [trigger, setTrigger] = useState(preferred?.id ?? '');
  const [text, setText] = useState<FormText>({});
  const [problems, setProblems] = useState<Readonly<Record<string, FieldProblem>>>({});
  const start = useStartRun(summary.id);

  const change = (next: FormText) => {
    setText(next);
    setProblems({});
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readForm(fields, text);
    setProblems(read.problems);
    if (Object.keys(read.problems).length > 0) return;
    start.mutate(
      { input: read.value, ...(trigger === '' ? {} : { trigger }) },
      { onSuccess: ({ run_id: run }) => go(`/runs/${run}`) },
    );
  };

  if (summary.active_version === null) return <p className="text-sm text-muted">{t('services.unpublished')}</p>;
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      {triggers.length > 1 && (
        <Choice
          label={t('service.trigger')}
          value={trigger}
          options={triggers.map(({ id, name }) => ({ id, label: name ?? id }))}
          onChange={setTrigger}
          isRequired
        />
      )}
      {fields.length === 0 ? (
        <p className="text-sm text-muted">{t('service.no_inputs')}</p>
      ) : (
        <SchemaFields fields={fields} text={text} problems={problems} onChange={change} />
      )}
      {start.error !== null && <Notice tone="bad">{start.error.message}</Notice>}
      <Button type="submit" look="primary" isDisabled={start.isPending}>
        {t('service.start_button')}
      </Button>
    </form>
  );
}

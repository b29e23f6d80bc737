import type { TaskShape } from '@omniroute/contracts';
import type { JsonSchema } from '@omniroute/dsl';
import { Badge, Button, Notice } from '@omniroute/ui';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnswerTask } from '../api/queries.ts';
import { Link } from '../app/link.tsx';
import { When } from '../app/when.tsx';
import { type FieldProblem, type FormText, fieldsOf, readForm } from '../forms/form-model.ts';
import { SchemaFields } from '../forms/schema-fields.tsx';

/** One open task: what it asks, its form, and a button for each outcome. */
export function TaskCard({ task, linkRun }: { task: TaskShape; linkRun: boolean }) {
  const { t } = useTranslation();
  const fields = useMemo(() => fieldsOf(task.form as JsonSchema | null), [task.form]);
  const [text, setText] = useState<FormText>({});
  const [problems, setProblems] = useState<Readonly<Record<string, FieldProblem>>>({});
  const answer = useAnswerTask(task.id);

  const change = (next: FormText) => {
    setText(next);
    setProblems({});
  };

  const give = (outcome: TaskShape['outcomes'][number]) => {
    const needed = new Set(outcome.required);
    const read = readForm(
      fields.map((field) => ({ ...field, required: field.required || needed.has(field.name) })),
      text,
    );
    setProblems(read.problems);
    if (Object.keys(read.problems).length === 0) answer.mutate({ outcome: outcome.id, data: read.value });
  };

  const overdue = task.due_at !== null && new Date(task.due_at).getTime() < Date.now();
  const who = [...task.assignees.roles, ...task.assignees.users].join(', ');
  return (
    <article aria-label={task.title} className="flex flex-col gap-2 rounded-md border border-line p-3">
      <h3 className="text-sm font-semibold">{task.title}</h3>
      {task.description !== '' && <p className="text-sm text-muted">{task.description}</p>}
      <p className="flex flex-wrap items-center gap-2 text-xs text-muted">
        {who !== '' && t('tasks.for', { who })}
        {task.due_at !== null && (
          <Badge tone={overdue ? 'bad' : 'muted'}>
            {overdue ? t('tasks.overdue', { at: '' }) : t('tasks.due', { at: '' })} <When at={task.due_at} />
          </Badge>
        )}
        {task.level > 0 && <Badge tone="warn">{t('tasks.escalated', { level: task.level })}</Badge>}
        {linkRun && (
          <Link to={`/runs/${task.run_id}`} className="underline underline-offset-2">
            {t('tasks.open_run')}
          </Link>
        )}
      </p>
      {fields.length > 0 && <SchemaFields fields={fields} text={text} problems={problems} onChange={change} />}
      {answer.error !== null && <Notice tone="bad">{answer.error.message}</Notice>}
      {answer.isSuccess && <Notice tone="good">{t('tasks.answered')}</Notice>}
      <div className="flex flex-wrap gap-2">
        {task.outcomes.map((outcome, index) => (
          <Button
            key={outcome.id}
            look={index === 0 ? 'primary' : 'plain'}
            isDisabled={answer.isPending || answer.isSuccess}
            onPress={() => give(outcome)}
          >
            {outcome.label}
          </Button>
        ))}
      </div>
    </article>
  );
}

import { formatDuration, type Json } from '@omniroute/primitives';
import { Button, Choice, TextField } from '@omniroute/ui';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEditor, useSimulation, useView } from '../editor/context.tsx';
import { DataFields } from './data-fields.tsx';
import { type Question, questionsOf } from './questions.ts';
import { sampleValue } from './sample-value.ts';
import { Section } from './section.tsx';
import { elapsed } from './simulation-state.ts';
import { withDeed } from './trial.ts';

/** What waits for somebody outside, to be answered in their place. */
export function QuestionSection() {
  const { t } = useTranslation();
  const run = useSimulation((state) => state.run);
  const at = useSimulation((state) => state.at);
  const questions = useMemo(
    () => (run === null ? [] : questionsOf(run.plan, run.report.events.slice(0, at), run.why.waits)),
    [run, at],
  );
  if (questions.length === 0) return null;
  return (
    <Section title={t('try.questions')}>
      {questions.map((question) => (
        <QuestionForm key={`${question.key} ${'name' in question ? question.name : question.is}`} question={question} />
      ))}
    </Section>
  );
}

function QuestionForm({ question }: { question: Question }) {
  const { t } = useTranslation();
  const { simulation } = useEditor();
  const name = useView((view) => view.nodes.get(question.node)?.name ?? question.node);
  const now = useSimulation(elapsed);
  const schema = question.is === 'task' ? question.task.form : question.schema;
  const [data, setData] = useState<Json>(() => (schema == null ? {} : sampleValue(schema)));
  const [outcome, setOutcome] = useState(question.is === 'task' ? (question.task.outcomes[0]?.id ?? '') : '');
  const [minutes, setMinutes] = useState('1');
  const wait = Number(minutes);
  const isFine = Number.isFinite(wait) && wait >= 0 && minutes.trim() !== '';
  const answer = () => {
    const at = formatDuration(now + Math.round(wait * 60_000));
    const { node } = question;
    void simulation.change((scenario) => {
      switch (question.is) {
        case 'task':
          return withDeed(scenario, 'tasks', { node, at, outcome, data });
        case 'message': {
          const { name: message, correlation } = question;
          return withDeed(scenario, 'messages', { at, name: message, correlation, payload: data });
        }
        case 'callback':
          return withDeed(scenario, 'callbacks', { node, at, payload: data });
      }
    }, true);
  };
  return (
    <form
      aria-label={name}
      className="flex flex-col gap-2 border-l-4 border-wait pl-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (isFine) answer();
      }}
    >
      <p className="text-sm font-medium">{question.is === 'task' ? question.task.title || name : name}</p>
      {question.is === 'message' && (
        <p className="text-xs text-muted">
          {t('try.key')}: <code>{question.correlation}</code>
        </p>
      )}
      {question.is === 'task' && (
        <Choice
          label={t('try.outcome')}
          value={outcome}
          options={question.task.outcomes}
          onChange={setOutcome}
          isRequired
        />
      )}
      {schema != null && <DataFields label={t('try.payload')} schema={schema} value={data} onSet={setData} />}
      <TextField label={t('try.after')} value={minutes} onChange={setMinutes} inputType="number" />
      <Button type="submit" look="primary" isDisabled={!isFine}>
        {question.is === 'task'
          ? t('try.answer')
          : question.is === 'message'
            ? t('try.send', { name: question.name })
            : t('try.call_back')}
      </Button>
    </form>
  );
}

import type { MockAnswer } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { Button, Choice, TextField } from '@omniroute/ui';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEditor, useSimulation, useView } from '../editor/context.tsx';
import {
  ANSWER_KINDS,
  type AnswerKind,
  answerAfter,
  answerOf,
  errorCodes,
  kindOfAnswer,
  millisecondsOf,
} from './answers.ts';
import { JsonField } from './json-field.tsx';
import { limitOf, sampleReply } from './scenario-of.ts';
import { TextButton } from './section.tsx';
import { withReplies } from './trial.ts';

/** What a step answers, an answer an attempt: made up, or as somebody wants it; for all visits or one. */
export function ReplySection({ node, visit }: { node: string; visit: string | null }) {
  const { t } = useTranslation();
  const { simulation } = useEditor();
  const plan = useSimulation(({ run }) => run?.plan);
  const own = useSimulation(({ trial }) => trial.scenario.mocks);
  const [onlyVisit, setOnly] = useState(false);
  const id = useId();
  const sample = plan === undefined ? undefined : sampleReply(plan, node);
  if (plan === undefined || sample === undefined) return null;
  const hasOwn = visit !== null && own?.[visit] !== undefined;
  const name = visit !== null && (onlyVisit || hasOwn) ? visit : node;
  const answers = own?.[name];
  const set = (next: readonly MockAnswer[] | null) =>
    void simulation.change((scenario) => withReplies(scenario, name, next));
  return (
    <fieldset className="flex flex-col gap-2 rounded-md border border-line p-3">
      <legend className="px-1 text-sm font-medium">{t('try.reply')}</legend>
      {answers === undefined ? (
        <>
          <p className="text-xs text-muted">{t('try.reply_made_up')}</p>
          {visit !== null && (
            <label htmlFor={id} className="flex items-center gap-2 text-xs">
              <input
                id={id}
                type="checkbox"
                checked={onlyVisit}
                onChange={(event) => setOnly(event.target.checked)}
                className="size-4"
              />
              {t('try.reply_only', { key: visit })}
            </label>
          )}
          <Button onPress={() => set([{ output: sample }])}>{t('try.reply_edit')}</Button>
        </>
      ) : (
        <>
          {name !== node && <p className="text-xs text-muted">{t('try.reply_only', { key: name })}</p>}
          {answers.map((answer, index) => (
            <AnswerFields
              // biome-ignore lint/suspicious/noArrayIndexKey: an answer is told by its attempt
              key={index}
              node={node}
              number={index + 1}
              answer={answer}
              given={{ sample, limit: limitOf(plan, node) }}
              onSet={(next) => set(answers.with(index, next))}
            />
          ))}
          <span className="flex flex-wrap gap-1">
            <TextButton onPress={() => set([...answers, { output: sample }])}>{t('try.reply_more')}</TextButton>
            {answers.length > 1 && (
              <TextButton onPress={() => set(answers.slice(0, -1))}>
                {t('try.reply_less', { number: answers.length })}
              </TextButton>
            )}
            <TextButton onPress={() => set(null)}>{t('try.reply_reset')}</TextButton>
          </span>
        </>
      )}
    </fieldset>
  );
}

function AnswerFields({
  node,
  number,
  answer,
  given,
  onSet,
}: {
  node: string;
  number: number;
  answer: MockAnswer;
  given: { readonly sample: Json; readonly limit: number | null };
  onSet: (answer: MockAnswer) => void;
}) {
  const { t } = useTranslation();
  const service = useView((view) => view.service);
  const codes = errorCodes(service, node);
  const list = useId();
  const kind = kindOfAnswer(answer, given.limit);
  const { error } = answer;
  return (
    <div className="flex flex-col gap-2 border-b border-line pb-2">
      <Choice
        label={t('try.reply_kind', { number })}
        value={kind}
        options={ANSWER_KINDS.filter((each) => each !== 'late' || given.limit !== null).map((each) => ({
          id: each,
          label: t(`try.reply_${each}`),
        }))}
        onChange={(next) => onSet(answerOf(next as AnswerKind, { ...given, code: codes[0] ?? 'http.503' }))}
        isRequired
      />
      {kind !== 'late' && (
        <TextField
          label={t('try.reply_after', { number })}
          inputType="number"
          value={answer.after === undefined ? '' : String(millisecondsOf(answer.after) / 1_000)}
          onChange={(seconds) => onSet(answerAfter(answer, seconds))}
        />
      )}
      {kind === 'output' && (
        <JsonField
          label={t('try.reply_value', { number })}
          value={answer.output ?? given.sample}
          onSet={(output) => onSet({ ...answer, output })}
        />
      )}
      {kind === 'error' && error !== undefined && (
        <>
          <label htmlFor={`${list}-code`} className="text-sm font-medium">
            {t('try.reply_code', { number })}
          </label>
          <input
            id={`${list}-code`}
            list={list}
            value={error.code}
            onChange={(event) => onSet({ ...answer, error: { ...error, code: event.target.value } })}
            className="rounded-md border border-line bg-surface px-2 py-1.5 text-sm text-ink outline-none focus-visible:ring-2 focus-visible:ring-focus"
          />
          <datalist id={list}>
            {codes.map((code) => (
              <option key={code} value={code} />
            ))}
          </datalist>
          <TextField
            label={t('try.reply_message', { number })}
            value={error.message}
            onChange={(message) => onSet({ ...answer, error: { ...error, message } })}
          />
        </>
      )}
    </div>
  );
}

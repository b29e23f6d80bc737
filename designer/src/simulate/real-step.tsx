import type { StepAttempt } from '@omniroute/contracts';
import type { Json } from '@omniroute/primitives';
import { Button, Dialog, Notice } from '@omniroute/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi } from '../api/client.ts';
import { Status } from '../canvas/status.tsx';
import { useEditor, useView } from '../editor/context.tsx';
import { JsonView } from '../runs/json-view.tsx';
import { spanInWords } from './in-words.ts';
import { JsonField } from './json-field.tsx';
import { withReplies } from './trial.ts';

/** Does the step that is shown for real, after saying what that will do. `input`: what it got in the trial. */
export function RealStep({ node, input }: { node: string; input: Json }) {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  const [done, setDone] = useState<StepAttempt | null>(null);
  return (
    <div className="flex flex-col gap-2">
      <Button onPress={() => setAsking(true)}>{t('real.button')}</Button>
      {isAsking && <RealStepDialog node={node} input={input} onDone={setDone} onClose={() => setAsking(false)} />}
      {done !== null && <Result node={node} done={done} />}
    </div>
  );
}

function RealStepDialog({
  node,
  input,
  onDone,
  onClose,
}: {
  node: string;
  input: Json;
  onDone: (done: StepAttempt) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { session, kinds } = useEditor();
  const step = useView((view) => view.nodes.get(node));
  const [given, setGiven] = useState(input);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  if (step === undefined) return null;
  const config = (step.config ?? {}) as Readonly<Record<string, unknown>>;
  const effects = kinds[step.type]?.effects(config) ?? [];
  const name = step.name ?? step.id;
  const act = async () => {
    setBusy(true);
    setProblem(null);
    try {
      // The server does the step of the draft that it has.
      await session.flush();
      const path = `/services/${encodeURIComponent(session.id)}/steps/${encodeURIComponent(node)}/attempts`;
      onDone(await callApi<StepAttempt>(path, { method: 'POST', body: { input: given, really: true } }));
      onClose();
    } catch (error) {
      setProblem((error as Error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={t('real.title', { name })} closeLabel={t('real.cancel')} size="small" onClose={onClose}>
      <div className="flex flex-col gap-4 text-sm">
        <p>{t('real.warning')}</p>
        <ul aria-label={t('real.what')} className="flex list-disc flex-col gap-1 pl-5">
          <li>{t('real.kind', { kind: kinds[step.type]?.title ?? step.type })}</li>
          {typeof config.connection === 'string' && <li>{t('real.connection', { name: config.connection })}</li>}
          {effects.map((effect) => (
            <li key={effect}>{t(`real.effect_${effect}`)}</li>
          ))}
          <li>{t('real.once')}</li>
        </ul>
        <JsonField label={t('try.got')} value={given} onSet={setGiven} />
        {problem !== null && <Notice tone="bad">{problem}</Notice>}
        <div className="flex justify-end gap-2">
          <Button onPress={onClose}>{t('real.cancel')}</Button>
          <Button look="primary" isDisabled={isBusy} onPress={() => void act()}>
            {t(isBusy ? 'real.doing' : 'real.do')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** What came of it, and the way to answer with it in the trial. */
function Result({ node, done }: { node: string; done: StepAttempt }) {
  const { t, i18n } = useTranslation();
  const { simulation } = useEditor();
  const { status, output, error, took_ms: took, idempotency_key: key } = done;
  const use = () => {
    const answer = error === null ? { output: output as Json } : { error };
    void simulation.change((scenario) => withReplies(scenario, node, [answer]));
  };
  return (
    <section aria-label={t('real.result')} className="flex flex-col gap-2 rounded-md border border-line p-3">
      <p role="status" className="flex flex-wrap items-center gap-2 text-sm">
        {t('real.result')} <Status status={status} />
        {took !== null && <span className="text-xs text-muted">{spanInWords(took, i18n.language)}</span>}
      </p>
      {error !== null && (
        <p className="text-sm text-bad">
          <code>{error.code}</code> {error.message}
        </p>
      )}
      {status === 'completed' && <JsonView label={t('try.gave')} value={output} />}
      <p className="text-xs text-muted">{t('real.key', { key })}</p>
      {status !== 'running' && <Button onPress={use}>{t('real.use')}</Button>}
    </section>
  );
}

import { Choice } from '@omniroute/ui';
import { useTranslation } from 'react-i18next';
import { Status } from '../canvas/status.tsx';
import { useEditor, useSimulation, useUi, useView } from '../editor/context.tsx';
import { JsonView } from '../runs/json-view.tsx';
import { RealStep } from './real-step.tsx';
import { Reasons } from './reasons.tsx';
import { ReplySection } from './reply-section.tsx';
import { hasCall } from './scenario-of.ts';
import { Section, TextButton } from './section.tsx';
import { useRunView } from './use-run-view.ts';

/** The step that is chosen on the drawing: what it got and gave, why it went on as it did, and what it answers. */
export function StepSection() {
  const { t } = useTranslation();
  const { simulation } = useEditor();
  const id = useUi(({ selected }) => (selected.size === 1 ? [...selected][0] : undefined));
  const node = useView((view) => (id === undefined ? undefined : view.nodes.get(id)));
  const mark = useSimulation(({ marks }) => (id === undefined ? undefined : marks.steps.get(id)));
  const isHalt = useSimulation(({ breakpoints }) => id !== undefined && breakpoints.has(id));
  const isCall = useSimulation(({ run }) => id !== undefined && run !== null && hasCall(run.plan, id));
  const view = useRunView();
  if (id === undefined || node === undefined)
    return (
      <Section title={t('try.now')}>
        <Turns />
        <p className="text-sm text-muted">{t('try.pick')}</p>
      </Section>
    );
  const visit = view.visits.findLast(({ key }) => key === mark?.key);
  return (
    <Section
      title={node.name ?? node.id}
      actions={
        <TextButton isOn={isHalt} onPress={() => simulation.toggleBreakpoint(id)}>
          {t('try.breakpoint_toggle')}
        </TextButton>
      }
    >
      <Turns />
      {visit === undefined ? (
        <p className="text-sm text-muted">{t('try.not_reached')}</p>
      ) : (
        <>
          <p className="flex flex-wrap items-center gap-2 text-sm">
            <Status status={visit.status} />
            <code className="text-xs">{visit.key}</code>
            {visit.attempts > 1 && (
              <span className="text-xs text-muted">{t('run.attempts', { count: visit.attempts })}</span>
            )}
          </p>
          {visit.error !== null && (
            <p className="text-sm text-bad">
              <code>{visit.error.code}</code> {visit.error.message}
            </p>
          )}
          {visit.input !== null && <JsonView label={t('try.got')} value={visit.input} />}
          {visit.output !== null && <JsonView label={t('try.gave')} value={visit.output} />}
          <Reasons visit={visit} />
        </>
      )}
      <ReplySection key={id} node={id} visit={visit?.key ?? null} />
      {isCall && <RealStep key={visit?.key} node={id} input={visit?.input ?? {}} />}
    </Section>
  );
}

/** Which turn of each container is shown; turns are never mixed. */
function Turns() {
  const { t } = useTranslation();
  const { simulation, view } = useEditor();
  const turns = useSimulation(({ marks }) => marks.turns);
  return [...turns]
    .filter(([, { all }]) => all.length > 1)
    .map(([id, { all, shown }]) => (
      <Choice
        key={id}
        label={t('try.turn', { name: view().nodes.get(id)?.name ?? id })}
        value={shown}
        options={all.map((turn, index) => ({
          id: turn,
          label: t('try.turn_option', { turn: index + 1, of: all.length }),
        }))}
        onChange={(turn) => simulation.choose(id, turn)}
        isRequired
      />
    ));
}

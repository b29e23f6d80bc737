import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useEditor, useSimulation, useView } from '../../editor/context.tsx';
import { Section, TextButton } from '../section.tsx';
import { coverageOf } from './coverage-of.ts';

/** How much of the service its scenarios reach, as figures, by name, and on the drawing. */
export function CoverageSection() {
  const { t } = useTranslation();
  const { scenarios, simulation, view } = useEditor();
  const service = useView((now) => now.service);
  const { results, of } = useStore(scenarios.store);
  const isPainted = useSimulation(({ coverage }) => coverage !== null);
  const figures = useMemo(() => coverageOf(service, results.values()), [service, results]);
  if (results.size === 0 || of !== service) return null;
  const painted = { steps: new Set([...figures.steps, ...figures.started]), edges: figures.edges };
  const nameOf = (node: string) => view().nodes.get(node)?.name ?? node;
  const ways = figures.missingEdges.map((id) => {
    const edge = view().edges.get(id);
    return edge === undefined ? id : `${nameOf(edge.source)} → ${nameOf(edge.target)}`;
  });
  const missing = [...figures.missingSteps.map(nameOf), ...ways];
  return (
    <Section
      title={t('scenario.coverage')}
      actions={
        <TextButton isOn={isPainted} onPress={() => simulation.paint(isPainted ? null : painted)}>
          {t('scenario.paint')}
        </TextButton>
      }
    >
      <p className="flex gap-4 text-sm">
        <span>{t('scenario.coverage_steps', { some: figures.steps.size, all: figures.allSteps })}</span>
        <span>{t('scenario.coverage_edges', { some: figures.edges.size, all: figures.allEdges })}</span>
      </p>
      {missing.length > 0 && (
        <p className="text-sm text-muted">{t('scenario.missing', { names: missing.join(', ') })}</p>
      )}
    </Section>
  );
}

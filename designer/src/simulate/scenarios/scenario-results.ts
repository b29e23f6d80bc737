import type { Service } from '@omniroute/dsl';
import type { ScenariosState } from './create-scenarios.ts';

/** Whether a service's scenarios are green. */
export interface ScenarioResults {
  readonly total: number;
  readonly passed: number;
  readonly failed: number;
  /** Not played on the draft as it stands. */
  readonly waiting: number;
  /** Names of those that went otherwise than they expect. */
  readonly failing: readonly string[];
  /** `none`: there are none. `stale`: they were played on another state of the draft, or not at all. */
  readonly verdict: 'none' | 'stale' | 'running' | 'green' | 'red' | 'unsound' | 'unknown';
}

/** How the scenarios stand to the draft as it is now. */
export function resultsOf(state: ScenariosState, now: Service): ScenarioResults {
  const { items, results, of, isRunning, isUnsound, status } = state;
  const isFresh = of === now;
  const played = items.flatMap(({ id, scenario }) => {
    const each = isFresh ? results.get(id) : undefined;
    return each === undefined ? [] : [{ name: scenario.name, isFine: each.ok && each.differences.length === 0 }];
  });
  const failing = played.filter(({ isFine }) => !isFine).map(({ name }) => name);
  const facts = {
    total: items.length,
    passed: played.length - failing.length,
    failed: failing.length,
    waiting: items.length - played.length,
    failing,
  };
  if (isRunning) return { ...facts, verdict: 'running' };
  if (status !== 'known') return { ...facts, verdict: 'unknown' };
  if (items.length === 0) return { ...facts, verdict: 'none' };
  if (isFresh && isUnsound) return { ...facts, verdict: 'unsound' };
  if (facts.waiting > 0) return { ...facts, verdict: 'stale' };
  return { ...facts, verdict: failing.length === 0 ? 'green' : 'red' };
}

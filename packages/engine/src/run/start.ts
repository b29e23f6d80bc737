import type { Event } from '../event.ts';
import { beginPart } from '../parts/begin-part.ts';
import type { Frame } from '../state.ts';
import { endEarly } from './end-early.ts';
import type { Run } from './run.ts';

/** Begins a run: variables take their initial values, the deadline starts, a token stands at the trigger's entry. */
export function startRun(run: Run, { facts, input }: Extract<Event, { kind: 'start' }>): void {
  const { state, plan } = run;
  if (state.part !== null) return beginPart(run);
  if (state.facts !== null) return;
  state.facts = facts;
  state.input = input;
  run.observe({ type: 'run', status: 'running' });
  for (const [index, slot] of plan.slots.entries()) {
    if (slot.initial === null || slot.region !== 0) continue;
    const initial = run.evaluate(null, slot.initial);
    if (!initial.ok) return endEarly(run, 'failed', initial.error);
    run.assign(state.frames[0] as Frame, index, initial.value);
  }
  if (plan.deadline_ms !== null) {
    run.startTimer({
      key: 'run:deadline',
      at: facts.started_at + plan.deadline_ms,
      token: null,
      role: 'deadline',
      detail: '',
    });
  }
  const trigger = plan.triggers.find((each) => each.id === facts.trigger);
  run.spawn(trigger === undefined ? plan.entry : trigger.entry, { frame: 0, branch: null, error: null });
}

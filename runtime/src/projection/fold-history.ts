import { createState, type Event, resume, type State, sortEvents, step } from '@omniroute/engine';
import type { Plan, RunEvent, RunEventBody } from '@omniroute/plan';
import type { temporal } from '@temporalio/proto';
import { budgetOf } from '../workflows/budget.ts';
import { engineTime } from '../workflows/clock.ts';
import { isLong } from '../workflows/continuation.ts';
import { takeFound, withFound } from '../workflows/found-services.ts';
import type { StartArgs } from '../workflows/protocol.ts';
import { type PackedStart, type ResolvedPlan, unpackStart } from '../workflows/wire.ts';
import { activations } from './activations.ts';
import { calledOff } from './called-off.ts';
import { createLedger, engineEvents, type Ledger } from './engine-events.ts';
import type { ReadPayload } from './payloads.ts';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

/** Reads the histories of a workflow that does a part of a run, by its key: the chain, oldest first. */
export type ReadPart = (key: string) => Promise<readonly (readonly HistoryEvent[])[]>;

/** A folded run: what it did so far, and the state it is in. */
export interface FoldedRun {
  readonly events: readonly RunEvent[];
  /** What workflows did that did stretches of its turns. */
  readonly parts: readonly RunEvent[];
  readonly state: State;
  readonly plan: Plan;
  readonly args: StartArgs;
}

/**
 * Folds a history through the engine: the same events in the same groups give the same visits, so a run view needs no
 * activity that reports progress. `before` is the fold of the previous run of the chain, after continue-as-new; `partOf`
 * reads the histories of a workflow that does a stretch of turns.
 */
export async function foldHistory(
  of: { readonly tenant: string; readonly run: string },
  history: readonly HistoryEvent[],
  read: ReadPayload,
  before?: FoldedRun,
  partOf: ReadPart = async () => [],
): Promise<FoldedRun> {
  const started = history[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
  const sent = (await read(started[0])) as unknown as ResolvedPlan<Plan>;
  const args = unpackStart((await read(started[1])) as unknown as PackedStart, { ...of, plan: sent.hash });
  const found = (await Promise.all(started.slice(2).map(read))) as unknown as ResolvedPlan<Plan>[];
  let plan = withFound(sent.plan, args.found ?? [], found);
  const state = args.state ?? createState(plan);
  const events: RunEvent[] = [...(before?.events ?? [])];
  const parts: RunEvent[] = [...(before?.parts ?? [])];
  const ledger = createLedger();
  const observe = (body: RunEventBody, at: number) => {
    const cut = body.type === 'visit' && body.status === 'completed' ? ledger.cuts.get(body.key) : undefined;
    events.push({ ...body, ...(cut === undefined ? {} : { cut }), seq: events.length + 1, at });
  };
  // Timer ids are counters (H1): the k-th timer started belongs to the k-th command.
  let first = args.state === undefined || args.state.part?.begun === false;
  const timers: string[] = first ? [] : timerKeys(resume(plan, state));
  const all = activations(history);
  const began = all[0]?.info.historySize ?? 0;
  for (const activation of all) {
    const now = engineTime(args, activation.now);
    const seen = await engineEvents(activation, args, ledger, read);
    if (first) seen.unshift({ kind: 'start', at: now, facts: args.facts, input: args.input });
    first = false;
    const timed = seen.map((event): Event => ({ ...event, at: now }));
    const budget = budgetOf(args, isLong(activation.info, began));
    const taken = takeFound(plan, sortEvents(timed));
    plan = taken.plan;
    const begun = new Set<string>();
    for (let next: readonly Event[] = taken.events; next.length > 0; ) {
      const { commands } = step(plan, state, next, budget, observe);
      timers.push(...timerKeys(commands));
      for (const command of commands)
        if (command.type === 'start_child') parts.push(...(await foldPart(of, command.key, read, partOf)));
      next = sortEvents(calledOff(commands, begun, now));
    }
    remember(activation.produced, ledger, timers);
  }
  return { events, parts, state, plan, args };
}

/** What a workflow did that does a stretch of turns; nothing if it has not begun. */
async function foldPart(
  of: { readonly tenant: string; readonly run: string },
  key: string,
  read: ReadPayload,
  partOf: ReadPart,
): Promise<readonly RunEvent[]> {
  let folded: FoldedRun | undefined;
  for (const history of await partOf(key)) folded = await foldHistory(of, history, read, folded);
  return folded?.events ?? [];
}

function timerKeys(commands: readonly { type: string; key?: string }[]): string[] {
  return commands.flatMap((command) =>
    command.type === 'start_timer' && command.key !== undefined ? [command.key] : [],
  );
}

/** Ties the server's event ids to the engine's keys. A timer cancelled in the task that started it leaves no event. */
function remember(produced: readonly HistoryEvent[], ledger: Ledger, timers: string[]): void {
  for (const event of produced) {
    const activity = event.activityTaskScheduledEventAttributes;
    if (activity != null) ledger.activities.set(String(event.eventId), activity.activityId ?? '');
    if (event.timerStartedEventAttributes != null) ledger.timers.set(String(event.eventId), timers.shift() ?? '');
  }
}

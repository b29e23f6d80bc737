import type { Plan, RunEvent, RunReport, RunView, Scenario } from '@omniroute/plan';
import { viewOf } from '@omniroute/plan';
import { deedsOf, take } from '@omniroute/simulator';
import type { Host, HostEnd } from '../../src/workflows/host.ts';
import {
  CHILD_SIGNAL,
  type ChildSignal,
  PARENT_SIGNAL,
  type ParentSignal,
  type StartArgs,
} from '../../src/workflows/protocol.ts';
import { ms } from '../scripted-kinds.ts';
import { Life, read, type Setting, written } from './life.ts';
import { Outside } from './memory-world.ts';

type Given = Parameters<Host['operate']>[1];

/** What came of a run in memory. */
export interface PlayedInMemory {
  readonly view: RunView;
  readonly calls: RunReport['calls'];
  /** Histories that it took, the most events of one, and the most bytes that one began with. */
  readonly histories: number;
  readonly most: { readonly events: number; readonly bytes: number };
  /** The run, and those that did stretches of its turns. */
  readonly workflows: number;
}

/** Plays a scenario on the host that runs on Temporal, in a world in memory, to its end or to where it rests. */
export async function playInMemory(
  plan: Plan,
  scenario: Scenario,
  start: StartArgs,
  continueAfter: number,
): Promise<PlayedInMemory> {
  const told: RunEvent[] = [];
  const played = new Play(plan, scenario, start, continueAfter, (body, at) => {
    told.push({ ...body, seq: told.length + 1, at });
  });
  await played.toTheEnd();
  const { histories, most, workflows, outside } = played;
  const events = told.map((event): RunEvent => {
    const cut = event.type === 'visit' && event.status === 'completed' ? outside.cuts.get(event.key) : undefined;
    return cut === undefined ? event : ({ ...event, cut } as RunEvent);
  });
  return { view: viewOf(events), calls: outside.calls, histories, most, workflows };
}

/** Plays a scenario of which nobody remembers more than how it ended, on histories as long as a server lets them be. */
export async function playManyTurns(
  plan: Plan,
  scenario: Scenario,
  start: StartArgs,
): Promise<Pick<PlayedInMemory, 'histories' | 'most' | 'workflows'> & { readonly end: HostEnd | null }> {
  const played = new Play(plan, scenario, start, Number.POSITIVE_INFINITY, undefined);
  played.outside.remembers = false;
  await played.toTheEnd();
  const { histories, most, end, workflows } = played;
  return { histories, most, end, workflows };
}

class Play {
  readonly outside: Outside;
  readonly most = { events: 0, bytes: 0 };
  /** How many workflows there were, and histories of those that are over. */
  workflows = 1;
  private past = 0;
  private readonly plan: Plan;
  private readonly run: Life;
  private readonly parts = new Map<string, Life>();

  constructor(plan: Plan, scenario: Scenario, args: StartArgs, continueAfter: number, observe: Setting['observe']) {
    this.plan = plan;
    const { started_at: startedAt } = args.facts;
    this.outside = new Outside(startedAt, {
      startChild: (part, given) => {
        // What goes into another workflow has been bytes.
        const bytes = written(given);
        this.most.bytes = Math.max(this.most.bytes, bytes.length);
        this.workflows += 1;
        this.parts.set(part, new Life(setting, read(bytes, given)));
      },
      tell: (part, signal, value) => this.tell(part, signal, value),
    });
    const setting = { plan, scenario, outside: this.outside, continueAfter, observe, most: this.most };
    for (const { at, deed } of deedsOf(scenario)) this.outside.at(startedAt + ms(at), () => this.deed(deed));
    const { cancel_at: cancelAt } = scenario;
    if (cancelAt != null)
      this.outside.at(startedAt + ms(cancelAt), () => this.run.host.cancel('The run was cancelled.'));
    this.run = new Life(setting, args);
  }

  get end(): HostEnd | null {
    return this.run.end;
  }

  get histories(): number {
    let sum = this.past + this.run.histories;
    for (const { histories } of this.parts.values()) sum += histories;
    return sum;
  }

  async toTheEnd(): Promise<void> {
    const { outside } = this;
    for (;;) {
      await this.run.settle();
      for (const [part, life] of this.parts) {
        await life.settle();
        if (life.end === null) continue;
        this.past += life.histories;
        this.parts.delete(part);
      }
      const due = this.end !== null ? null : outside.agenda.next();
      if (due === null) return;
      outside.clock = Math.max(outside.clock, due.at);
      const [first, ...rest] = due.items;
      // One by one, as a server hands over what it learns.
      for (const item of rest) outside.at(due.at, item);
      first?.();
    }
  }

  private tell(part: string | null, signal: string, value: unknown): void {
    const life = part === null ? this.run : this.parts.get(part);
    if (signal === PARENT_SIGNAL) life?.host.parent(value as ParentSignal);
    if (signal === CHILD_SIGNAL) life?.host.child(value as ChildSignal);
  }

  private deed(deed: Parameters<typeof take>[2]): void {
    const { outside, plan } = this;
    const { host } = this.run;
    const taken = take(plan, host.state, deed, outside.clock);
    if (!('event' in taken)) return;
    const { event } = taken;
    if (event.kind === 'message') {
      const { id, name, correlation, payload } = event;
      host.message({ id, name, correlation, payload, received_at: outside.clock });
    } else if (event.kind === 'operator') {
      const { operation, by, reason } = event;
      this.answering(host.operate(event.update, { operation, by, reason } satisfies Given));
    } else if (event.kind === 'task') {
      const { key, outcome, data, by } = event;
      this.answering(host.answer(event.update, { key, outcome, data, by, roles: ['*'] }));
    }
  }

  private answering(answer: Promise<unknown>): void {
    const { world } = this.run;
    world.answering += 1;
    answer.then(() => {
      world.answering -= 1;
    });
  }
}

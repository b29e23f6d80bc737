import type { Plan, RunEvent, RunReport, RunView, Scenario } from '@omniroute/plan';
import { viewOf } from '@omniroute/plan';
import { deedsOf, take } from '@omniroute/simulator';
import { Host, type HostEnd } from '../../src/workflows/host.ts';
import type { StartArgs } from '../../src/workflows/protocol.ts';
import { type PackedStart, packStart, unpackStart } from '../../src/workflows/wire.ts';
import { ms } from '../scripted-kinds.ts';
import { Continued, MemoryWorld } from './memory-world.ts';

type Given = Parameters<Host['operate']>[1];

/** What came of a run in memory. */
export interface PlayedInMemory {
  readonly view: RunView;
  readonly calls: RunReport['calls'];
  /** Histories that it took, the most events of one, and the most bytes that one began with. */
  readonly histories: number;
  readonly most: { readonly events: number; readonly bytes: number };
}

/** Plays a scenario on the host that runs on Temporal, in a world in memory, to its end or to where it rests. */
export async function playInMemory(
  plan: Plan,
  scenario: Scenario,
  start: StartArgs,
  continueAfter: number,
): Promise<PlayedInMemory> {
  const world = new MemoryWorld(plan, scenario, start.facts.started_at, continueAfter);
  const events: RunEvent[] = [];
  world.observe = (body, at) => {
    const cut = body.type === 'visit' && body.status === 'completed' ? world.cuts.get(body.key) : undefined;
    events.push({ ...body, ...(cut === undefined ? {} : { cut }), seq: events.length + 1, at });
  };
  const played = new Play(plan, scenario, world, start);
  await played.toTheEnd();
  const { histories, most } = played;
  return { view: viewOf(events), calls: world.calls, histories, most };
}

/** Plays a scenario of which nobody remembers more than how it ended, on histories as long as a server lets them be. */
export async function playManyTurns(
  plan: Plan,
  scenario: Scenario,
  start: StartArgs,
): Promise<Pick<PlayedInMemory, 'histories' | 'most'> & { readonly end: HostEnd | null }> {
  const world = new MemoryWorld(plan, scenario, start.facts.started_at, Number.POSITIVE_INFINITY);
  world.remembers = false;
  const played = new Play(plan, scenario, world, start);
  await played.toTheEnd();
  const { histories, most, end } = played;
  return { histories, most, end };
}

class Play {
  histories = 1;
  readonly most = { events: 0, bytes: 0 };
  end: HostEnd | null = null;
  private readonly plan: Plan;
  private readonly world: MemoryWorld;
  private host: Host;
  private next: StartArgs | null = null;
  private thrown: unknown = null;

  constructor(plan: Plan, scenario: Scenario, world: MemoryWorld, args: StartArgs) {
    this.plan = plan;
    this.world = world;
    for (const { at, deed } of deedsOf(scenario))
      world.agenda.add(args.facts.started_at + ms(at), () => this.deed(deed));
    const { cancel_at: cancelAt } = scenario;
    if (cancelAt != null)
      world.agenda.add(args.facts.started_at + ms(cancelAt), () => this.host.cancel('The run was cancelled.'));
    this.host = this.begin(args);
  }

  async toTheEnd(): Promise<void> {
    for (;;) {
      await this.world.settle();
      this.most.events = Math.max(this.most.events, this.world.history().historyLength);
      if (this.thrown !== null) throw this.thrown;
      if (this.next !== null) {
        this.histories += 1;
        // What goes into a fresh history has been bytes.
        const { plan, facts } = this.next;
        const bytes = JSON.stringify(packStart(this.next));
        this.next = null;
        this.most.bytes = Math.max(this.most.bytes, bytes.length);
        this.world.renew(bytes.length);
        this.host = this.begin(unpackStart(JSON.parse(bytes) as PackedStart, { ...facts, plan }));
        continue;
      }
      const due = this.end !== null ? null : this.world.agenda.next();
      if (due === null) return;
      this.world.clock = Math.max(this.world.clock, due.at);
      const [first, ...rest] = due.items;
      // One by one, as a server hands over what it learns.
      for (const item of rest) this.world.agenda.add(due.at, item);
      first?.();
    }
  }

  private begin(args: StartArgs): Host {
    const host = new Host(this.plan, [], args, this.world);
    host.run().then(
      (end) => {
        this.end = end;
      },
      (error: unknown) => {
        if (error instanceof Continued) this.next = error.args;
        else this.thrown = error;
      },
    );
    return host;
  }

  private deed(deed: Parameters<typeof take>[2]): void {
    const { host, world, plan } = this;
    const taken = take(plan, host.state, deed, world.clock);
    if (!('event' in taken)) return;
    const { event } = taken;
    if (event.kind === 'message') {
      const { id, name, correlation, payload } = event;
      host.message({ id, name, correlation, payload, received_at: world.clock });
    } else if (event.kind === 'operator') {
      const { operation, by, reason } = event;
      this.answering(host.operate(event.update, { operation, by, reason } satisfies Given));
    } else if (event.kind === 'task') {
      const { key, outcome, data, by } = event;
      this.answering(host.answer(event.update, { key, outcome, data, by, roles: ['*'] }));
    }
  }

  private answering(answer: Promise<unknown>): void {
    this.world.answering += 1;
    answer.then(() => {
      this.world.answering -= 1;
    });
  }
}

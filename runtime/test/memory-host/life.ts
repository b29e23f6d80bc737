import type { Plan, Scenario } from '@omniroute/plan';
import { Host, type HostEnd } from '../../src/workflows/host.ts';
import type { StartArgs } from '../../src/workflows/protocol.ts';
import { type PackedStart, packStart, unpackStart } from '../../src/workflows/wire.ts';
import { Continued, MemoryWorld, type Outside } from './memory-world.ts';

/** What every workflow of a run shares. */
export interface Setting {
  readonly plan: Plan;
  readonly scenario: Scenario;
  readonly outside: Outside;
  readonly continueAfter: number;
  readonly observe: MemoryWorld['observe'];
  /** The most events of a history, and the most bytes that one began with. */
  readonly most: { events: number; bytes: number };
}

/** A workflow in memory, over all its histories. */
export class Life {
  histories = 1;
  end: HostEnd | null = null;
  host: Host;
  readonly world: MemoryWorld;
  private readonly setting: Setting;
  private next: StartArgs | null = null;
  private thrown: unknown = null;

  constructor(setting: Setting, args: StartArgs) {
    const { plan, scenario, outside, continueAfter, observe } = setting;
    this.setting = setting;
    this.world = new MemoryWorld(plan, scenario, outside, continueAfter);
    if (observe !== undefined) this.world.observe = observe;
    this.host = this.begin(args);
  }

  /** Lets it do all it can do now, in as many histories as that takes. */
  async settle(): Promise<void> {
    const { most } = this.setting;
    for (;;) {
      await this.world.settle();
      most.events = Math.max(most.events, this.world.history().historyLength);
      if (this.thrown !== null) throw this.thrown;
      if (this.next === null) return;
      this.histories += 1;
      const bytes = written(this.next);
      most.bytes = Math.max(most.bytes, bytes.length);
      const args = read(bytes, this.next);
      this.next = null;
      this.world.renew(bytes.length);
      this.host = this.begin(args);
    }
  }

  private begin(args: StartArgs): Host {
    const host = new Host(this.setting.plan, [], args, this.world);
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
}

/** What a history begins with, as the bytes that it is. */
export function written(args: StartArgs): string {
  return JSON.stringify(packStart(args));
}

/** What a history begins with, read from bytes. */
export function read(bytes: string, { plan, facts }: Pick<StartArgs, 'plan' | 'facts'>): StartArgs {
  return unpackStart(JSON.parse(bytes) as PackedStart, { ...facts, plan });
}

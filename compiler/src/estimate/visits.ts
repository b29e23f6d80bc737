import { type ActOp, EVENT_PRICES, type Plan, type PlanNode, type TaskOp, type WaitOp } from '@omniroute/plan';
import { parseDuration } from '@omniroute/primitives';
import { attemptsOf } from './attempts.ts';
import { ATTEMPTS, BYTES, CALLS, type Cost, type Costs, EVENTS, MS, PROVIDERS, type Reason, STEPS } from './cost.ts';
import {
  ANSWER_EVENTS,
  CANCEL_EVENTS,
  EVENT_BYTES,
  FAILURE_BYTES,
  MESSAGE_EVENTS,
  SERVING_EVENTS,
  TIMER_EVENTS,
  VALUE_BYTES,
} from './prices.ts';
import type { Span, ValueSizes } from './value-sizes.ts';

/** Who is called: kinds of effects, without their version. */
export function providersOf({ nodes }: Plan): readonly string[] {
  return [...new Set(nodes.flatMap((node) => (node.op === 'act' ? [providerOf(node)] : [])))].sort();
}

function providerOf({ call }: ActOp): string {
  return call.activity.slice(0, call.activity.lastIndexOf('@'));
}

/** What one visit of a step takes by itself: its effect, its waiting. What is inside a container is the walk's to add. */
export class VisitCosts {
  private readonly plan: Plan;
  private readonly costs: Costs;
  private readonly sizes: ValueSizes;
  private readonly providers: readonly string[];
  private readonly cancels: number;
  private readonly perVisit: Cost;

  constructor(
    plan: Plan,
    costs: Costs,
    { providers, sizes }: { readonly providers: readonly string[]; readonly sizes: ValueSizes },
  ) {
    this.plan = plan;
    this.costs = costs;
    this.sizes = sizes;
    this.providers = providers;
    this.cancels = canCancel(plan) ? CANCEL_EVENTS : 0;
    this.perVisit = costs.of([[STEPS, 1, 1]]);
  }

  of(node: PlanNode): Cost {
    if (node.disabled) return this.perVisit;
    switch (node.op) {
      case 'act':
        return this.act(node);
      case 'wait':
        return this.wait(node);
      case 'task':
        return this.task(node);
      case 'scope':
        return node.timeout === null ? this.perVisit : this.costs.plus(this.perVisit, this.timers(0, 1));
      case 'call':
        // Found where it is not a part of the plan; its messages are registered where it waits for some.
        return this.costs.plus(this.perVisit, this.serving(0, 2, this.sizes.mapping(node.input)[1]));
      default:
        return this.perVisit;
    }
  }

  private act(node: ActOp): Cost {
    const options = this.plan.options[node.call.options];
    if (options === undefined) return this.perVisit;
    const attempts = attemptsOf(options);
    const why = { node: node.id, because: 'it is tried again without end' };
    const [least, most] = EVENT_PRICES.act.events;
    const [few, many] = carried([this.sizes.mapping(node.call.input), this.sizes.output(node)]);
    const place = PROVIDERS + this.providers.indexOf(providerOf(node));
    return this.costs.of([
      [EVENTS, least, most + this.cancels],
      [BYTES, ...bytes([least, most + this.cancels], [few, many + FAILURE_BYTES])],
      [CALLS, 1, 1],
      [ATTEMPTS, 1, attempts.most, why],
      [STEPS, 1, 1],
      [MS, 0, attempts.ms, why],
      [place, 1, attempts.most, why],
    ]);
  }

  private wait(node: WaitOp): Cost {
    const ways = node.events.map((event) => {
      const by = event.for;
      switch (by.on) {
        case 'duration': {
          const ms = literalMs(by.value.holes.length === 0 ? by.value.value : null);
          const unknown = { node: node.id, because: 'how long it waits is worked out in the run' };
          return this.waiting(ms === null || ms <= 0 ? 0 : 2, 0, ms ?? 0, ms ?? Number.POSITIVE_INFINITY, unknown);
        }
        case 'until':
          return this.waiting(0, 0, 0, Number.POSITIVE_INFINITY, {
            node: node.id,
            because: 'it waits for a point in time',
          });
        case 'condition':
          return this.waiting(0, 0, 0, Number.POSITIVE_INFINITY, {
            node: node.id,
            because: 'it waits for a condition',
          });
        case 'message':
        case 'callback': {
          const what = by.on === 'message' ? 'a message' : 'an answer';
          const payload = this.sizes.type(by.type)[1];
          const why = { node: node.id, because: `it waits for ${what}` };
          return this.waiting(MESSAGE_EVENTS[0], payload, 0, Number.POSITIVE_INFINITY, why);
        }
      }
    });
    const registered = node.subscribe === null ? this.costs.zero : this.serving(1, 1);
    const first = this.firstOf(ways);
    const limit = literalMs(node.timeout?.after.holes.length === 0 ? node.timeout.after.value : null);
    const timed = node.timeout === null ? first : this.within(first, limit);
    return this.costs.sum([this.perVisit, registered, timed]);
  }

  /** The most that all that it waits for takes: each timer, each message; it ends with the first. */
  private firstOf(ways: readonly Cost[]): Cost {
    const all = this.costs.sum(ways);
    const [least] = [this.costs.either(ways).least];
    const shortest = Math.min(...ways.map((way) => way.most[MS] as number));
    return { ...this.costs.with(all, MS, least[MS] as number, shortest), least };
  }

  private within(cost: Cost, limit: number | null): Cost {
    const timer = this.timers(0, 1);
    const late = this.costs.of([[EVENTS, TIMER_EVENTS[0], 0]]);
    const both = this.costs.plus(cost, timer);
    const least = both.least.with(EVENTS, Math.min(cost.least[EVENTS] as number, late.least[EVENTS] as number));
    const most = limit === null ? (cost.most[MS] as number) : Math.min(limit, cost.most[MS] as number);
    return this.costs.with({ ...both, least }, MS, Math.min(limit ?? 0, cost.least[MS] as number), most);
  }

  private waiting(least: number, payload: number, from: number, to: number, why: Reason): Cost {
    const most = TIMER_EVENTS[1];
    return this.costs.of([
      [EVENTS, least, most],
      [BYTES, ...bytes([least, most], payload === 0 ? [0, 0] : carried([[0, payload]]))],
      [MS, from, to, why],
    ]);
  }

  private task(node: TaskOp): Cost {
    const limit = literalMs(node.timeout?.after.holes.length === 0 ? node.timeout.after.value : null);
    const timers = (node.due === null ? 0 : 1) + node.escalation.length + (node.timeout === null ? 0 : 1);
    const why = {
      node: node.id,
      because: node.timeout === null ? 'a person may take any time' : 'its limit is worked out in the run',
    };
    const answer = carried([this.sizes.type(node.form)]);
    return this.costs.sum([
      this.perVisit,
      this.serving(2, 2 + node.escalation.length, this.sizes.mapping(node.task)[1]),
      this.timers(0, timers),
      this.costs.of([
        [EVENTS, 0, ANSWER_EVENTS[1]],
        [BYTES, ...bytes([0, ANSWER_EVENTS[1]], answer)],
        [MS, 0, limit ?? Number.POSITIVE_INFINITY, why],
      ]),
    ]);
  }

  private serving(least: number, most: number, size = 400): Cost {
    const events: Span = [least * SERVING_EVENTS[0], most * (SERVING_EVENTS[1] + this.cancels)];
    return this.costs.of([
      [EVENTS, ...events],
      [BYTES, ...bytes(events, carried([[0, size * most]]))],
    ]);
  }

  private timers(least: number, most: number): Cost {
    const events: Span = [least * TIMER_EVENTS[0], most * TIMER_EVENTS[1]];
    return this.costs.of([
      [EVENTS, ...events],
      [BYTES, ...bytes(events, [0, 0])],
    ]);
  }
}

/** Whether anything in a run can be called off by what the service says. */
function canCancel({ nodes, deadline_ms: deadline }: Plan): boolean {
  return (
    deadline !== null ||
    nodes.some((node) => {
      if (node.op === 'join') return node.cancel_rest || node.on_branch_error === 'fail';
      if (node.op === 'each') return node.concurrency > 1;
      return (node.op === 'scope' && node.timeout !== null) || (node.op === 'end' && node.terminate);
    })
  );
}

/** Bytes of values that travel, encrypted and named. */
function carried(values: readonly Span[]): Span {
  return values.reduce<Span>(
    ([a, b], [least, most]) => [a + least + VALUE_BYTES[0], b + most + VALUE_BYTES[1]],
    [0, 0],
  );
}

function bytes([least, most]: Span, values: Span): Span {
  return [least * EVENT_BYTES[0] + values[0], most * EVENT_BYTES[1] + values[1]];
}

/** Milliseconds of a duration that is written out. */
export function literalMs(value: unknown): number | null {
  const read = typeof value === 'string' ? parseDuration(value) : null;
  return read?.ok === true ? Math.max(0, read.value) : null;
}

import type { Plan } from '@omniroute/plan';
import { formatDuration } from '@omniroute/primitives';
import {
  ATTEMPTS,
  BYTES,
  CALLS,
  type Cost,
  Costs,
  EVENTS,
  MS,
  PROVIDERS,
  type Reason,
  STEPS,
  UNDO_MS,
} from './cost.ts';
import {
  CONTINUE_EVENTS,
  CONTINUE_EVERY,
  EVENT_BYTES,
  RUN_BYTES,
  RUN_EVENTS,
  YIELD_EVENTS,
  YIELD_EVERY,
} from './prices.ts';
import { ValueSizes } from './value-sizes.ts';
import { providersOf, VisitCosts } from './visits.ts';
import { Walk } from './walk.ts';

/** Bounds of a number; `most` is null where nothing bounds it, and `unbounded` says what does not. */
export interface Range<Value = number> {
  readonly least: Value;
  readonly most: Value | null;
  readonly unbounded?: Reason;
}

/** Characters of a value that stays short although nothing says so. */
const SHORT_VALUE = 100;

/** What one call of a kind of effect costs, in one currency. */
export interface Prices {
  readonly currency: string;
  readonly per_call: Readonly<Record<string, number>>;
}

/** What the plan does not say. */
export interface EstimateWorld {
  /** What providers charge, by kind of effect. */
  readonly prices?: Prices;
}

/**
 * What one run takes. `least` is what a run needs that ends well; `most` holds for every run, undoing included, but for
 * what people do to it, for messages it does not wait for, and for time in which no worker is there.
 */
export interface Estimate {
  /** Events of the run's history. */
  readonly events: Range;
  /** Bytes of the run's history; `usual` is the most where values of which nothing says how large they are stay short. */
  readonly bytes: Range & { readonly usual: number | null };
  readonly duration: Range<string>;
  /** Visits of effects, and attempts at them. */
  readonly calls: Range;
  readonly attempts: Range;
  /** From calls to attempts, by kind of effect. */
  readonly providers: Readonly<Record<string, Range>>;
  /** What providers charge, where prices are given for all of them that are called. */
  readonly cost?: Range & { readonly currency: string };
}

/** Estimates a run of a plan, from the ways through its graph and the schemas of its values. Pure and quick. */
export function estimate(plan: Plan, world: EstimateWorld = {}): Estimate {
  const providers = providersOf(plan);
  const costs = new Costs(PROVIDERS + providers.length);
  const [cost, short] = [plan.limits.payload_bytes, SHORT_VALUE].map((largest) => {
    const sizes = new ValueSizes(plan, largest);
    const steps = new Walk(plan, costs, new VisitCosts(plan, costs, { providers, sizes })).run();
    return withHost(costs, plan, { cost: withDeadline(costs, plan, steps), sizes });
  }) as [Cost, Cost];
  const range = (place: number): Range => rangeOf(cost, place, (value) => value);
  return {
    events: range(EVENTS),
    bytes: { ...range(BYTES), usual: rangeOf(short, BYTES, (value) => value).most },
    duration: rangeOf(cost, MS, (value) => formatDuration(value)),
    calls: range(CALLS),
    attempts: range(ATTEMPTS),
    providers: Object.fromEntries(providers.map((name, index) => [name, range(PROVIDERS + index)])),
    ...charged(cost, providers, world.prices),
  };
}

/** The deadline ends everything but undoing. */
function withDeadline(costs: Costs, { deadline_ms: deadline }: Plan, cost: Cost): Cost {
  const most = Math.min(cost.most[MS] as number, deadline ?? Number.POSITIVE_INFINITY);
  const least = Math.min(cost.least[MS] as number, most);
  const why = Number.isFinite(most) ? cost.why[UNDO_MS] : cost.why[MS];
  return costs.with(cost, MS, least, most + (cost.most[UNDO_MS] as number), why ?? null);
}

/** The start and the end of a run, what it passes on to a new history, and pauses of the engine. */
function withHost(costs: Costs, plan: Plan, { cost, sizes }: { cost: Cost; sizes: ValueSizes }): Cost {
  const [input, output] = [
    sizes.type(plan.input),
    plan.output.value === null ? [4, 4] : sizes.mapping(plan.output.value),
  ];
  const own = [cost.most[EVENTS] as number, cost.most[STEPS] as number] as const;
  const more =
    (own[0] > CONTINUE_EVERY ? Math.ceil(own[0] / CONTINUE_EVERY) * CONTINUE_EVENTS : 0) +
    (own[1] > YIELD_EVERY ? Math.ceil(own[1] / YIELD_EVERY) * YIELD_EVENTS : 0);
  const events = [RUN_EVENTS[0], RUN_EVENTS[1] + more] as const;
  const bytes = [
    RUN_BYTES[0] + input[0],
    RUN_BYTES[1] + more * EVENT_BYTES[1] + input[1] + (output[1] as number),
  ] as const;
  const why = cost.why[EVENTS] ?? cost.why[STEPS] ?? null;
  return costs.plus(
    cost,
    costs.of([
      [EVENTS, ...events, why],
      [BYTES, ...bytes, cost.why[BYTES] ?? why],
    ]),
  );
}

function rangeOf<Value>({ least, most, why }: Cost, place: number, write: (value: number) => Value): Range<Value> {
  const high = most[place] as number;
  const unbounded = why[place] ?? null;
  return {
    least: write(Math.floor(least[place] as number)),
    most: Number.isFinite(high) ? write(Math.ceil(high)) : null,
    ...(Number.isFinite(high) || unbounded === null ? {} : { unbounded }),
  };
}

/** Nothing is made up: without a price for each kind that is called nothing is said of money. */
function charged(cost: Cost, providers: readonly string[], prices: Prices | undefined): Pick<Estimate, 'cost'> {
  if (prices === undefined || providers.some((name) => !Object.hasOwn(prices.per_call, name))) return {};
  let [least, most, why] = [0, 0, null as Reason | null];
  for (const [index, name] of providers.entries()) {
    const price = prices.per_call[name] as number;
    if (price === 0) continue;
    least += price * (cost.least[PROVIDERS + index] as number);
    most += price * (cost.most[PROVIDERS + index] as number);
    why ??= cost.why[PROVIDERS + index] ?? null;
  }
  const bounded = Number.isFinite(most);
  return {
    cost: {
      currency: prices.currency,
      least,
      most: bounded ? most : null,
      ...(bounded || why === null ? {} : { unbounded: why }),
    },
  };
}

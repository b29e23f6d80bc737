import type { State } from '@omniroute/engine';
import type { Json } from '@omniroute/primitives';
import { fromBase64url, toBase64url } from './hash-text.ts';
import type { ActivityArgs, StartArgs } from './protocol.ts';
import { giveShared, type SharedItems, withoutShared } from './shared-items.ts';

/**
 * How arguments stand in histories: what the server or the codec says anyway (tenant, run, the plan's hash) is left out, and
 * places stand for names, because each of these bytes is written for every run and every effect.
 */
export type PackedStart = readonly [
  service: string,
  version: number,
  trigger: string,
  startedAt: number,
  input: Json,
  rest?: Omit<StartArgs, 'plan' | 'facts' | 'input' | 'time_scale'> & {
    readonly time_scale?: number;
    readonly shared?: SharedItems;
  },
];

/** A plan as the codec gives it for its reference. */
export interface ResolvedPlan<Plan> {
  readonly hash: string;
  readonly plan: Plan;
}

export function packStart({ plan: _, facts, input, time_scale: scale, state, ...rest }: StartArgs): PackedStart {
  const { service, version, trigger, started_at: startedAt } = facts;
  const more = {
    ...rest,
    ...(state === undefined ? {} : carried(state)),
    ...(scale === 1 ? {} : { time_scale: scale }),
  };
  const packed = [service, version, trigger, startedAt, input] as const;
  return Object.keys(more).length === 0 ? packed : [...packed, more];
}

function carried(state: State): { readonly state: State; readonly shared?: SharedItems } {
  const { shared, ...without } = withoutShared(state);
  return { ...without, ...(Object.keys(shared).length === 0 ? {} : { shared }) };
}

export function unpackStart(
  [service, version, trigger, startedAt, input, { shared, state, ...rest } = {}]: PackedStart,
  { tenant, run, plan }: { readonly tenant: string; readonly run: string; readonly plan: string },
): StartArgs {
  const facts = { run, tenant, service, version, started_at: startedAt, trigger };
  const given = state === undefined ? {} : { state: giveShared(state, shared ?? {}) };
  return { plan, facts, input, time_scale: 1, ...rest, ...given };
}

/** Digits of a plan's hash by which an activity names it: 132 bits, which no two plans of a tenant share, in 22 letters. */
const NAMED_BY = 33;

/** In the order of `ActivityArgs`; no connection is 0, the scale is there only where it is not 1. */
export type PackedActivity = readonly [
  plan: string,
  node: number,
  options: number,
  service: string,
  version: number,
  connection: string | null | 0,
  input: Json,
  scale?: number,
];

export function packActivity({ p, n, o, s, v, c, i, t }: ActivityArgs): PackedActivity {
  const packed = [toBase64url(p.slice(0, NAMED_BY)), n, o, s, v, c ?? 0, i] as const;
  return t === undefined ? packed : [...packed, t];
}

export function unpackActivity([p, n, o, s, v, c, i, t]: PackedActivity): ActivityArgs {
  return { p: fromBase64url(p), n, o, s, v, c: c === 0 ? null : c, i, ...(t === undefined ? {} : { t }) };
}

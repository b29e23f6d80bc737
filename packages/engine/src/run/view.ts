import { callbackPlaceholder, formatKey, type Plan } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import type { Frame, State } from '../state.ts';
import { type PlanFacts, planFacts } from './plan-facts.ts';

/** Outputs as a frame sees them: its own and those around it, inner ones first. */
interface View {
  /** Counts changes of the frame's own outputs. */
  version: number;
  nodes: Record<string, Json> | null;
  /** Versions of the frame and of those around it, added up, when `nodes` was made. */
  stamp: number;
}

// Memo, 2026-11-30: copying the outputs around a frame for every expression in it would cost more than the step.
const views = new WeakMap<Frame, View>();

/** The outputs that expressions in a frame read. */
export function nodesOf(state: State, frame: Frame): Record<string, Json> {
  if (frame.parent === null) return frame.outputs;
  const view = viewOf(frame);
  const stamp = stampOf(state, frame);
  if (view.nodes === null || view.stamp !== stamp) {
    view.nodes = { ...nodesOf(state, state.frames[frame.parent] as Frame), ...frame.outputs };
    view.stamp = stamp;
  }
  return view.nodes;
}

/** An output was set, or with `undefined` is no longer there. */
export function outputChanged(state: State, frame: Frame, node: string, value: Json | undefined): void {
  const view = views.get(frame);
  // Nobody has looked at this frame, or outward through it.
  if (view === undefined) return;
  const current = view.nodes !== null && value !== undefined && view.stamp === stampOf(state, frame);
  view.version += 1;
  if (!current || view.nodes === null) return;
  view.nodes[node] = value;
  view.stamp += 1;
}

function viewOf(frame: Frame): View {
  const known = views.get(frame);
  if (known !== undefined) return known;
  const view: View = { version: 0, nodes: null, stamp: 0 };
  views.set(frame, view);
  return view;
}

function stampOf(state: State, frame: Frame): number {
  let stamp = 0;
  for (let at: Frame | undefined = frame; at !== undefined; at = around(state, at)) stamp += viewOf(at).version;
  return stamp;
}

/** The frame around a frame. */
export function around(state: State, frame: Frame): Frame | undefined {
  return frame.parent === null ? undefined : state.frames[frame.parent];
}

/** Variables that expressions in a frame read. */
export function variablesOf(
  from: { readonly plan: Plan; readonly state: State; readonly facts: PlanFacts },
  frame: Frame,
): Record<string, Json> {
  const { plan, state, facts } = from;
  const outer = around(state, frame);
  const read: Record<string, Json> =
    outer === undefined
      ? {}
      : frame.beside === null
        ? variablesOf(from, outer)
        : { ...(state.loops[frame.beside]?.vars ?? {}) };
  const slots = facts.slots[frame.region];
  if (slots === undefined) return read;
  for (const slot of slots) {
    const value = frame.slots[slot];
    if (value !== undefined) read[plan.slots[slot]?.name ?? ''] = value;
  }
  return read;
}

/** The turn that `item` and `index` speak of: that of the innermost loop. */
export function turnOf(state: State, frame: Frame): Frame | undefined {
  let at: Frame | undefined = frame;
  while (at !== undefined && at.index === undefined) at = around(state, at);
  return at;
}

/** `loop.<id>.item` and `loop.<id>.index` of every loop around. */
export function loopsOf(plan: Plan, state: State, frame: Frame): Json {
  const loops: Record<string, Json> = {};
  for (let at: Frame | undefined = frame; at !== undefined; at = around(state, at)) {
    const owner = plan.regions[at.region]?.owner;
    const node = owner == null ? undefined : plan.nodes[owner];
    if (at.index === undefined || node === undefined) continue;
    loops[node.id] = { index: at.index, ...(at.item === undefined ? {} : { item: at.item }) };
  }
  return loops;
}

/** `callback.<wait>.url` of every wait here and around: the address that answers its next visit. */
export function callbacksOf(plan: Plan, state: State, frame: Frame): Json {
  const callbacks: Record<string, Json> = {};
  for (const { id, region } of planFacts(plan).callbacks) {
    let at: Frame | undefined = frame;
    while (at !== undefined && at.region !== region) at = around(state, at);
    if (at !== undefined) callbacks[id] = { url: callbackPlaceholder(keyOf(at, id, (at.visits[id] ?? 0) + 1)) };
  }
  return callbacks;
}

/** Key of a node's n-th visit in a frame. */
export function keyOf(frame: Frame, node: string, visit: number): string {
  const key = formatKey(node, frame.path === '' ? String(visit) : `${frame.path}.${visit}`);
  return frame.prefix === undefined ? key : `${frame.prefix}${key}`;
}

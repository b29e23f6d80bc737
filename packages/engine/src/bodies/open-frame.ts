import type { RunError } from '@omniroute/errors';
import { parseKey } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { emptyPlace } from '../create-state.ts';
import type { ReadAs } from '../run/reader.ts';
import type { Run } from '../run/run.ts';
import type { Frame, Token } from '../state.ts';

/** What a body is entered with: for a turn of a loop its index and item, and whether other turns run beside it. */
export interface Turn {
  readonly index: number;
  readonly item?: Json;
  readonly beside: string | null;
}

/** Enters the body of the container that a token stands on: a fresh frame, its variables at their initial values. */
export function openFrame(
  run: Run,
  token: Token,
  region: number,
  turn: Turn | null,
): { readonly ok: true; readonly frame: Frame } | { readonly ok: false; readonly error: RunError } {
  const { state } = run;
  const { path } = parseKey(token.key ?? '');
  const { prefix } = run.frame(token);
  state.counters.frame += 1;
  const frame: Frame = {
    id: state.counters.frame,
    region,
    parent: token.frame,
    owner: token.id,
    path: turn === null ? path : `${path}.${turn.index + 1}`,
    ...(prefix === undefined ? {} : { prefix }),
    visits: {},
    outputs: {},
    slots: {},
    turns: {},
    last: null,
    beside: turn?.beside ?? null,
    ...(turn?.item === undefined ? {} : { item: turn.item }),
    ...(turn === null ? {} : { index: turn.index }),
    ...emptyPlace(),
  };
  state.frames[frame.id] = frame;
  const error = enterRegion(run, frame, inside(run, token, frame));
  if (error === null) return { ok: true, frame };
  delete state.frames[frame.id];
  return { ok: false, error };
}

/** Gives the variables of a frame their initial values and puts a token at its entry. */
export function enterRegion(run: Run, frame: Frame, reader: ReadAs): RunError | null {
  for (const slot of run.facts.slots[frame.region] ?? []) {
    const { initial } = run.slot(slot);
    if (initial === null) continue;
    const value = run.evaluate(reader, initial);
    if (!value.ok) return value.error;
    run.assign(frame, slot, value.value);
  }
  const entry = run.plan.regions[frame.region]?.entry ?? null;
  if (run.spawn(entry, { frame: frame.id, branch: null, error: reader.error }) === null)
    run.checks.push({ look: 'frame', frame: frame.id });
  return null;
}

/** The container as the inside of one of its frames sees it; ids made there are that frame's own. */
export function inside(run: Run, token: Token, frame: Frame): ReadAs {
  return {
    frame: frame.id,
    key: `${frame.prefix ?? ''}${run.node(token.node).id}#${frame.path}`,
    error: token.error,
    uuids: 0,
  };
}

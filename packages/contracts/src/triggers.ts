import Type from 'typebox';
import { Instant } from './common.ts';

const Schedule = Type.Object({
  /** The next five times, waiting for their turn or to come. */
  next: Type.Array(Instant),
  /** Times that have come and wait for a run before them to end. */
  waiting: Type.Array(Instant),
  overlap: Type.String(),
  catch_up: Type.String(),
  /** The latest gap that was too old to be made up for. */
  missed: Type.Union([Type.Object({ from: Instant, to: Instant }), Type.Null()]),
  /** Why the latest time made no run, if it did not. */
  problem: Type.Union([Type.String(), Type.Null()]),
});

/** A trigger of the active version, with what is known of it only here. */
export const TriggerShape = Type.Object({
  id: Type.String(),
  type: Type.String(),
  webhook: Type.Union([Type.Object({ path: Type.String(), method: Type.String() }), Type.Null()]),
  schedule: Type.Union([Schedule, Type.Null()]),
});
export type TriggerShape = Type.Static<typeof TriggerShape>;

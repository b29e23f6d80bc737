import type { Diagnostic } from '@omniroute/errors';
import { checkCircles } from './circles.ts';
import type { Arc, Drawing } from './drawing.ts';
import { checkExits } from './exits.ts';
import { checkMeeting, checkOutputs, type Fork, forksOf } from './meeting.ts';
import { orderOf } from './order.ts';
import { findStarts, type Start } from './starts.ts';
import { findUnreached } from './unreached.ts';

/** What the graph pass proved, for the passes behind it. */
export interface Graph {
  readonly findings: readonly Diagnostic[];
  readonly drawing: Drawing;
  /** First steps of runs: one, or one for each trigger with an edge. */
  readonly starts: readonly Start[];
  /** Reachable steps, each behind those that lead to it, circles aside. */
  readonly order: readonly string[];
  /** Connections that close a circle. */
  readonly back: ReadonlySet<Arc>;
  readonly forks: readonly Fork[];
  /** Whether paths through it mean what they seem to: where it starts and which way tokens go is beyond doubt. */
  readonly followable: boolean;
}

/** Judges the drawing as LANGUAGE.md sections 3 and 4 say. */
export function checkGraph(drawing: Drawing): Graph {
  const doubts: Diagnostic[] = [];
  const findings: Diagnostic[] = [];
  const starts = findStarts(drawing, doubts);
  const order = orderOf(
    drawing,
    starts.map((start) => start.node),
  );
  const forks = forksOf(drawing, order.order);
  checkExits(drawing, doubts);
  checkMeeting(drawing, forks, order.order, doubts);
  if (starts.length > 0) findUnreached(drawing, new Set(order.order), findings);
  checkCircles(drawing, order, findings);
  checkOutputs(drawing, forks, findings);
  return {
    findings: [...doubts, ...findings],
    drawing,
    starts,
    order: order.order,
    back: order.back,
    forks,
    followable: doubts.length === 0,
  };
}

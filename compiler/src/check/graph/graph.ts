import { type Diagnostic, hasErrors } from '@omniroute/errors';
import { checkCircles } from './circles.ts';
import type { Arc, Drawing } from './drawing.ts';
import { checkExits } from './exits.ts';
import { forksAmong } from './forks.ts';
import { allBack, type Level, levelsOf, wholeOrder } from './levels.ts';
import { type Meeting, type Reaches, reachesOf } from './meeting.ts';
import { type Meetings, meetingsOf } from './meetings.ts';
import { checkCounts, reportTroubles } from './refusals.ts';
import { checkOutputs } from './results.ts';
import { findStarts, type Start } from './starts.ts';
import { Together } from './together.ts';
import { checkUndos } from './undos.ts';
import { findUnreached } from './unreached.ts';

/** What the graph pass proved, for the passes behind it. */
export interface Graph {
  readonly findings: readonly Diagnostic[];
  readonly drawing: Drawing;
  /** First steps of runs: one, or one for each trigger with an edge. */
  readonly starts: readonly Start[];
  /**
   * Reachable steps of all levels, each behind those that lead to it, circles aside: a container directly before its body,
   * the body before what follows the container. Undos are not among them.
   */
  readonly order: readonly string[];
  /** The run and the inside of each container. */
  readonly levels: readonly Level[];
  /** Connections that close a circle. */
  readonly back: ReadonlySet<Arc>;
  readonly forks: readonly Reaches[];
  /** How the tokens of each level meet. */
  readonly tokens: readonly Meetings[];
  /** Steps at which tokens that run together become one, by the step. */
  readonly meetings: ReadonlyMap<string, Meeting>;
  /** Whether paths through it mean what they seem to: where it starts and which way tokens go is beyond doubt. */
  readonly followable: boolean;
  /** The first step inside a container. */
  rootOf(container: string): string | null;
  /**
   * Whether two steps can be under way at the same time: in branches that run together, or in turns of a container that do.
   * `within` asks about one turn of a container around both.
   */
  together(one: string, other: string, within?: string | null): boolean;
}

/** Whether it can be said which branches meet: not where a connection leads nowhere, a kind is unknown, or two steps are first. */
function isClear(drawing: Drawing, { container, order, roots }: Level): boolean {
  if (drawing.torn.has(container) || order.some((id) => drawing.places.get(id)?.known === null)) return false;
  return roots.length <= 1 || (container === null && drawing.starting.length > 0);
}

/** Whether several ways lead on from a step of which nobody knows whether it takes one of them or all. */
function partsUnknown({ places }: Drawing, id: string): boolean {
  const place = places.get(id);
  return place !== undefined && place.known === null && place.out.length > 1;
}

/** Judges the drawing as LANGUAGE.md sections 3 and 4 say. */
export function checkGraph(drawing: Drawing): Graph {
  const doubts: Diagnostic[] = [];
  const findings: Diagnostic[] = [];
  const starts = findStarts(drawing, doubts);
  const levels = levelsOf(
    drawing,
    starts.map((start) => start.node),
    doubts,
  );
  const order = wholeOrder(levels);
  const roots = new Map(levels.map(({ container, roots: [first] }) => [container, first ?? null]));
  const rootOf = (container: string) => roots.get(container) ?? null;
  const tokens = levels.map((level) => meetingsOf(drawing, level));
  const together = new Together(drawing, tokens);
  checkExits(drawing, doubts);
  checkUndos(drawing, doubts);
  for (const each of tokens) {
    if (!isClear(drawing, each.level)) continue;
    reportTroubles(drawing, each, doubts);
    checkCounts(drawing, each, doubts);
  }
  if (starts.length > 0) findUnreached(drawing, new Set(order), findings);
  for (const level of levels) {
    // What a connection leads back to cannot be said where another leads nowhere, or is missing.
    const whole = level.roots.length <= 1 || (level.container === null && drawing.starting.length > 0);
    const mismarked = drawing.torn.has(level.container) || !whole ? [] : level.mismarked;
    checkCircles(drawing, { ...level, mismarked }, rootOf, findings);
  }
  checkOutputs(drawing, order, together, findings);
  return {
    findings: [...doubts, ...findings],
    drawing,
    starts,
    order,
    levels,
    back: allBack(levels),
    forks: reachesOf(drawing, forksAmong(drawing, order)),
    tokens,
    meetings: new Map(tokens.flatMap(({ meetings }) => [...meetings])),
    followable: !hasErrors(doubts) && drawing.torn.size === 0 && !order.some((id) => partsUnknown(drawing, id)),
    rootOf,
    together: (one, other, within = null) => together.has(one, other, within),
  };
}

import { type AndGraph, andGraphOf } from './and-graph.ts';
import { meetingAt } from './arrivals.ts';
import { type Breach, breachesOf } from './borders.ts';
import type { Arc, Drawing } from './drawing.ts';
import { forkAt, joinAt } from './forks.ts';
import type { Level } from './levels.ts';
import type { Meeting } from './meeting.ts';
import { type Confluence, closes, type Tangle, type Territory, territoryOf } from './territory.ts';

/** Why the branches of a fork cannot be said to meet. */
export type Trouble = { readonly territory: Territory } & (
  | Tangle
  | Breach
  /** Branches meet at a step that is no join, and not every path of every branch arrives there. */
  | { readonly why: 'partly'; readonly node: string; readonly arcs: readonly Arc[] }
  /** Branches of two forks meet at one step. */
  | { readonly why: 'twice'; readonly node: string; readonly other: string; readonly arcs: readonly Arc[] }
);

/** How the tokens of one level meet. */
export interface Meetings {
  readonly level: Level;
  readonly territories: readonly Territory[];
  readonly andGraphs: readonly AndGraph[];
  readonly meetings: ReadonlyMap<string, Meeting>;
  readonly troubles: readonly Trouble[];
}

/** Finds where tokens of a level that run together become one, and what stands in the way of saying so. */
export function meetingsOf(drawing: Drawing, level: Level): Meetings {
  const finder = new Finder(drawing, level);
  for (const id of level.order) finder.at(id);
  return finder.result();
}

class Finder {
  private readonly drawing: Drawing;
  private readonly level: Level;
  private territories: Territory[] = [];
  private andGraphs: AndGraph[] = [];
  private troubles: Trouble[] = [];
  private readonly meetings = new Map<string, Meeting>();

  constructor(drawing: Drawing, level: Level) {
    this.drawing = drawing;
    this.level = level;
  }

  at(id: string): void {
    const fork = forkAt(this.drawing, id);
    if (fork === null || this.andGraphs.some((each) => each.inner.has(id))) return;
    const around = this.territories.filter(({ units }) => units.has(id));
    const outer = new Set(around.flatMap(({ confluences }) => confluences.map(({ node }) => node)));
    const territory = territoryOf(this.drawing, this.level, fork, outer);
    const found = new Map(
      territory.confluences.map((each) => [each.node, meetingAt(this.drawing, territory, each)] as const),
    );
    const troubles = this.judge(territory, found);
    // What cannot be counted by branches may still be a graph in which every step waits for all that leads to it.
    if (troubles.length > 0)
      for (const each of [fork, ...around.map((one) => one.fork).reverse()]) {
        const graph = andGraphOf(this.drawing, this.level, each);
        if (graph !== null) return this.replace(graph);
      }
    this.territories.push(territory);
    this.troubles.push(...troubles);
    for (const [node, meeting] of found) if (!this.meetings.has(node)) this.meetings.set(node, meeting);
  }

  result(): Meetings {
    const { level, territories, andGraphs, meetings, troubles } = this;
    return { level, territories, andGraphs, meetings, troubles };
  }

  private judge(territory: Territory, found: ReadonlyMap<string, Meeting>): Trouble[] {
    const troubles: Trouble[] = territory.tangles.map((tangle) => ({ territory, ...tangle }));
    for (const confluence of territory.confluences) {
      const { node } = confluence;
      const meeting = found.get(node) as Meeting;
      const arcs = confluence.arrivals.map(({ arc }) => arc);
      const other = this.meetings.get(node)?.fork;
      if (other !== undefined) troubles.push({ territory, why: 'twice', node, other, arcs });
      else if (!meeting.explicit && !this.allArrive(territory, confluence, meeting))
        troubles.push({ territory, why: 'partly', node, arcs });
    }
    if (territory.tangles.length === 0)
      for (const breach of breachesOf(this.drawing, this.level, territory)) troubles.push({ territory, ...breach });
    return troubles;
  }

  /** Whether a step that is no join stands for one: every path of every branch arrives, and none by going wrong. */
  private allArrive({ fork }: Territory, confluence: Confluence, { branches }: Meeting): boolean {
    return (
      closes(confluence) &&
      branches.length === fork.branches.length &&
      branches.every(({ certain }) => certain) &&
      confluence.arrivals.every(({ arc: { role } }) => role !== 'error' && role !== 'timeout')
    );
  }

  private replace(graph: AndGraph): void {
    const { fork, nodes, gathers } = graph;
    const gone = (id: string) => id === fork.id || graph.inner.has(id);
    this.territories = this.territories.filter((each) => !gone(each.fork.id));
    this.troubles = this.troubles.filter((each) => !gone(each.territory.fork.id));
    this.andGraphs = [...this.andGraphs.filter((each) => !gone(each.fork.id)), graph];
    for (const [node, meeting] of this.meetings) if (gone(meeting.fork)) this.meetings.delete(node);
    for (const [node, arcs] of gathers) {
      const place = this.drawing.places.get(node);
      this.meetings.set(node, {
        node,
        fork: fork.id,
        by: 'edges',
        mode: 'all',
        cancelRest: false,
        explicit: place !== undefined && joinAt(place) !== null,
        branches: arcs.map((arc, index) => ({ index, arcs: [arc], certain: true })),
        closes: node === graph.last,
        reach: new Set([...nodes].filter((id) => id !== node && this.before(id, node))),
      });
    }
  }

  private before(one: string, other: string): boolean {
    const at = (id: string) => this.level.position.get(id) ?? 0;
    return at(one) < at(other);
  }
}

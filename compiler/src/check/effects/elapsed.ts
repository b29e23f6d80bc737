import { getPointer } from '@omniroute/primitives';
import { waitsForAll } from '../data/gains.ts';
import { finalPlaces } from '../data/where.ts';
import type { Arc, Place } from '../graph/drawing.ts';
import type { Graph } from '../graph/graph.ts';
import { msOf } from './bounds.ts';

/** A way out of a step, and the time that has surely passed in it by then. */
export interface Exit {
  readonly port: string;
  readonly ms: number;
  /** Where in its settings that time is written; `null` where it passes in its inside. */
  readonly pointer: string | null;
}

/**
 * How much time has surely passed by when a step begins on the slowest way that leads to it: the sum of waits whose length is
 * written out, of circles one turn, of what may fail at once nothing. Counted from the beginning of each level.
 */
export class ElapsedTime {
  private readonly graph: Graph;
  private readonly entered = new Map<string, number>();
  private readonly arcs = new Map<string, Arc>();
  private readonly within = new Map<string, number>();

  constructor(graph: Graph) {
    this.graph = graph;
    // What lies inside comes first: a container takes as long as its inside.
    for (const { order, container } of graph.levels.toReversed()) {
      for (const id of order) {
        const place = graph.drawing.places.get(id);
        if (place !== undefined) this.enter(place);
      }
      if (container === null) continue;
      const ends = finalPlaces(graph, container).map((place) => this.before(place.node.id) + this.ending(place));
      this.within.set(container, Math.max(0, ...ends));
    }
  }

  /** Milliseconds before a step begins. */
  before(id: string): number {
    return this.entered.get(id) ?? 0;
  }

  /** The connection by which the slowest way leads to it; `null` where its level begins. */
  by(id: string): Arc | null {
    return this.arcs.get(id) ?? null;
  }

  /** The ways out of a step for which time passes in it. */
  exits({ known, node, ports }: Place): readonly Exit[] {
    if (known === null || node.disabled === true) return [];
    const written = (known.kind.after?.(known.config) ?? []).flatMap(({ port, pointer }): Exit[] => {
      const ms = msOf(getPointer(known.config, pointer));
      return ms === null ? [] : [{ port, ms, pointer }];
    });
    if (known.kind.body?.(known.config).certain !== true) return written;
    // What takes longer than its container may is told of there.
    const inside = Math.min(this.within.get(node.id) ?? 0, ...written.map(({ ms }) => ms));
    const out = ports.flatMap(({ id, role }): Exit[] =>
      role === 'out' ? [{ port: id, ms: inside, pointer: null }] : [],
    );
    return [...written, ...out];
  }

  private enter(place: Place): void {
    const { id } = place.node;
    const meeting = this.graph.meetings.get(id);
    // A join that goes on without all goes on no later than with the quickest of them.
    const quickest = meeting !== undefined && !waitsForAll(place);
    let slowest: { readonly arc: Arc; readonly ms: number } | null = null;
    for (const arc of place.in) {
      if (this.graph.back.has(arc)) continue;
      const ms = this.along(arc);
      if (slowest === null || (quickest ? ms < slowest.ms : ms > slowest.ms)) slowest = { arc, ms };
    }
    if (slowest === null || slowest.ms === 0) return;
    this.entered.set(id, slowest.ms);
    this.arcs.set(id, slowest.arc);
  }

  private along(arc: Arc): number {
    const source = this.graph.drawing.places.get(arc.source);
    return source === undefined ? 0 : this.before(arc.source) + this.passing(source, arc.port);
  }

  private passing(place: Place, port: string): number {
    return Math.max(0, ...this.exits(place).flatMap((exit) => (exit.port === port ? [exit.ms] : [])));
  }

  /** What passes in a step at which a token ends, on the quickest way out that leads nowhere. */
  private ending(place: Place): number {
    const open = place.ports.filter(({ id, role }) => role !== 'error' && !place.out.some((arc) => arc.port === id));
    return open.length === 0 ? 0 : Math.min(...open.map(({ id }) => this.passing(place, id)));
  }
}

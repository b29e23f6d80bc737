import { bothHold, eitherHolds, type Facts, forget, impliedBy, NO_FACTS, parseTemplate } from '@omniroute/expressions';
import type { HoldsSpec } from '@omniroute/kind-sdk';
import { deepEqual, getPointer } from '@omniroute/primitives';
import type { Memo } from '../../incremental/memo.ts';
import type { Arc, Place } from '../graph/drawing.ts';
import type { Graph } from '../graph/graph.ts';
import type { Where } from './where.ts';
import { Writers, withoutTurn } from './writers.ts';

/** Rounds over a graph with circles before nothing is said to be known: it settles in a few. */
const MOST_ROUNDS = 20;

/**
 * What conditions on the way to a place have told about values: behind the branch `has(nodes.a.note)` the note is there. One
 * walk forward until nothing changes, as for what has come true. Known is what every way tells; what is written again in
 * between, here or by a branch beside, is not known any more.
 */
export class Narrowing {
  private readonly graph: Graph;
  private readonly memo: Memo;
  private readonly writers: Writers;
  private readonly entered = new Map<string, Facts>();
  private readonly guards = new Map<Place, ReadonlyMap<string, Facts>>();

  constructor(graph: Graph, memo: Memo) {
    this.graph = graph;
    this.memo = memo;
    this.writers = new Writers(graph);
    for (const place of graph.drawing.places.values()) {
      const guards = this.guardsOf(place);
      if (guards !== null) this.guards.set(place, guards);
    }
    if (this.guards.size > 0) this.walk();
  }

  /**
   * What is known of what a text reads, where a step begins or at an end; nothing for undos, which run at another time. Only
   * that: all that is known at all places would grow with the square.
   */
  at(where: Where, text: string): Facts {
    if (this.guards.size === 0) return NO_FACTS;
    const facts = typeof where === 'string' ? this.atStep(where) : this.atEnd(where.endOf);
    return facts === undefined ? NO_FACTS : this.writers.undisturbed(concerning(facts, text), where);
  }

  private atStep(step: string): Facts | undefined {
    return this.graph.drawing.undos.has(step) ? undefined : this.entered.get(step);
  }

  /** At the end of a turn holds what none of its steps can have changed; at the end of the run many ways come together. */
  private atEnd(container: string | null): Facts | undefined {
    const place = container === null ? undefined : this.graph.drawing.places.get(container);
    const facts = place === undefined ? undefined : this.begin(place);
    return place === undefined || facts === undefined ? undefined : this.writers.inside(facts, place);
  }

  private walk(): void {
    const { order, drawing, starts, back } = this.graph;
    const first = new Set(starts.map((start) => start.node));
    let changed = true;
    for (let round = 0; changed && round < MOST_ROUNDS; round += 1) {
      changed = false;
      for (const id of order) {
        const place = drawing.places.get(id);
        const now = place === undefined ? undefined : this.entry(place, first.has(id));
        if (now === undefined || deepEqual(now, this.entered.get(id))) continue;
        this.entered.set(id, now);
        changed = true;
      }
      changed &&= back.size > 0;
    }
    if (changed) this.entered.clear();
  }

  /** What all ways into a step tell; `undefined` as long as none is known. */
  private entry(place: Place, starts: boolean): Facts | undefined {
    const { id } = place.node;
    const ways: (Facts | undefined)[] = place.in.map((arc) => this.along(arc));
    if (starts) ways.push(NO_FACTS);
    const around = place.parent === null ? undefined : this.graph.drawing.places.get(place.parent);
    if (around !== undefined && this.graph.rootOf(around.node.id) === id) ways.push(this.begin(around));
    const known = ways.filter((facts) => facts !== undefined);
    if (known.length === 0) return undefined;
    const facts = known.reduce((one, other) => (one === other ? one : eitherHolds(one, other)));
    const meeting = this.graph.meetings.get(id);
    // A branch that was left out may have written all the same, and what a branch met is its own.
    return meeting === undefined ? facts : forget(this.writers.afterFork(facts, meeting.fork), ['error']);
  }

  private along(arc: Arc): Facts | undefined {
    const source = this.graph.drawing.places.get(arc.source);
    const entered = this.entered.get(arc.source);
    if (source === undefined || entered === undefined) return undefined;
    const after = this.writers.after(entered, source);
    const left = arc.role === 'error' || arc.role === 'timeout' ? forget(after, ['error']) : after;
    const told = this.guards.get(source)?.get(arc.port);
    // A condition was about the visit before this one.
    return told === undefined ? left : bothHold(left, forget(told, ['nodes', arc.source]));
  }

  /** What the inside of a container begins with, each time. */
  private begin(container: Place): Facts | undefined {
    const entered = this.entered.get(container.node.id);
    if (entered === undefined) return undefined;
    const facts = this.writers.inside(entered, container);
    const told = this.guards.get(container)?.get(INSIDE);
    return told === undefined ? facts : bothHold(facts, withoutTurn(told, container));
  }

  /** What the conditions of a step tell, by exit; `null` where it has none that tell anything. */
  private guardsOf({ known, node }: Place): ReadonlyMap<string, Facts> | null {
    if (known === null || node.disabled === true || node.on_error !== undefined) return null;
    const specs = known.kind.holds?.(known.config) ?? [];
    const told = new Map<string, Facts>();
    for (const { port, conditions } of specs) {
      const facts = conditions.map((each) => this.implied(`${node.id}${each.pointer}`, known.config, each));
      const all = facts.reduce(bothHold, NO_FACTS);
      if (all !== NO_FACTS) told.set(port ?? INSIDE, all);
    }
    return told.size === 0 ? null : told;
  }

  private implied(key: string, config: unknown, { pointer, truth }: HoldsSpec['conditions'][number]): Facts {
    const text = getPointer(config, pointer);
    return typeof text === 'string' ? this.memo.of(factsOf, `${key} ${truth}`, text, truth) : NO_FACTS;
  }
}

/** In place of an exit: the way into a container. */
const INSIDE = '';

/** What a condition tells that is written in a text. */
function factsOf(text: string, truth: boolean): Facts {
  const template = parseTemplate(text);
  return template.kind === 'expression' ? impliedBy(template.tree, truth) : NO_FACTS;
}

/** Roots with so many names below that only those are worth asking about that a text names. */
const WIDE: readonly string[] = ['.nodes', '.vars'];

/** Of what is known, what a text may ask about. */
function concerning(facts: Facts, text: string): Facts {
  const named = (at: Facts['at']) => Object.entries(at ?? {}).filter(([key]) => text.includes(key.slice(1)));
  const roots = named(facts.at).flatMap(([root, inside]) => {
    if (!WIDE.includes(root)) return [[root, inside] as const];
    const read = named(inside.at);
    return read.length === 0 ? [] : [[root, { at: Object.fromEntries(read) }] as const];
  });
  return roots.length === 0 ? NO_FACTS : { at: Object.fromEntries(roots) };
}

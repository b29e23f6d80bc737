import type { PathStep } from '@omniroute/errors';
import { containersOf } from '../data/where.ts';
import type { Arc, Place } from '../graph/drawing.ts';
import { joinAt } from '../graph/forks.ts';
import type { Graph } from '../graph/graph.ts';
import type { Territory } from '../graph/territory.ts';
import { stepBy } from '../graph/ways.ts';
import { catchesAll } from './effect.ts';
import { Failures } from './failures.ts';

/** Where a run stands behind the step: about to visit another, behind one that completed or failed, or with an error going outward. */
interface Point {
  readonly at: 'visit' | 'done' | 'failed' | 'outward' | 'ended';
  readonly place: Place;
  /** So many of the containers around the step were left: what they would undo is theirs no more. */
  readonly left: number;
  /** What the step did is still on a list of what is undone. */
  readonly undoable: boolean;
  /** How the point is shown in a path. */
  readonly step?: PathStep;
}

/** What is sure at a point: nothing (`never`), or what is sure at all of these points, or at all points of one of these groups. */
type Sure = { readonly never: boolean; readonly all: readonly Point[]; readonly oneOf: readonly (readonly Point[])[] };

const HOLDS: Sure = { never: false, all: [], oneOf: [] };
const NEVER: Sure = { never: true, all: [], oneOf: [] };

/**
 * Whether every completion of a step is followed by the completion of one of some others, in every run that comes to its
 * end: failures, limits of time, cancelled branches and undos included. What a person does to a run is no path of it.
 *
 * A greatest fixed point over the points of the drawing: a point is refuted where what must follow from it is.
 */
export class Follows {
  private readonly graph: Graph;
  private readonly failures: Failures;
  private readonly after: Place;
  private readonly wanted: ReadonlySet<string>;
  private readonly around: readonly string[];
  private readonly undone: boolean;
  private readonly known = new Map<string, { readonly point: Point; readonly sure: Sure; refuted: boolean }>();

  constructor(graph: Graph, after: Place, wanted: readonly string[]) {
    this.graph = graph;
    this.failures = new Failures(graph.drawing);
    this.after = after;
    this.wanted = new Set(wanted);
    this.around = containersOf(graph.drawing, after.node.id);
    const undo = graph.drawing.places.get(after.node.compensate_with ?? '');
    this.undone = undo !== undefined && undo.node.disabled !== true && this.wanted.has(undo.node.id);
  }

  /** A path on which none of them follows; null where one always does. */
  refutation(): readonly PathStep[] | null {
    const start: Point[] = [
      { at: 'done', place: this.after, left: 0, undoable: true },
      ...this.interruptions(this.after, { left: 0, undoable: !this.finalInside() }),
    ];
    const points = start.map((point) => this.explore(point));
    for (let changed = true; changed; ) {
      changed = false;
      for (const entry of this.known.values()) {
        if (entry.refuted || !this.isRefuted(entry.sure)) continue;
        entry.refuted = true;
        changed = true;
      }
    }
    const broken = points.find((key) => this.known.get(key)?.refuted);
    return broken === undefined ? null : [{ node: this.after.node.id }, ...this.trace(broken, new Set())];
  }

  private isRefuted({ never, all, oneOf }: Sure): boolean {
    const refuted = (point: Point) => this.known.get(keyOf(point))?.refuted === true;
    return never || all.some(refuted) || (oneOf.length > 0 && oneOf.every((group) => group.some(refuted)));
  }

  private explore(start: Point): string {
    const waiting = [start];
    for (let point = waiting.pop(); point !== undefined; point = waiting.pop()) {
      const key = keyOf(point);
      if (this.known.has(key)) continue;
      const sure = this.sure(point);
      this.known.set(key, { point, sure, refuted: false });
      waiting.push(...sure.all, ...sure.oneOf.flat());
    }
    return keyOf(start);
  }

  private trace(key: string, seen: Set<string>): PathStep[] {
    const entry = this.known.get(key);
    if (entry === undefined || seen.has(key)) return [];
    seen.add(key);
    const { point, sure } = entry;
    const own = point.step ?? (point.at === 'failed' ? { node: point.place.node.id, port: 'error' } : null);
    const next = [...sure.all, ...sure.oneOf.flat()].find(
      (each) => this.known.get(keyOf(each))?.refuted && !seen.has(keyOf(each)),
    );
    return [...(own === null ? [] : [own]), ...(next === undefined ? [] : this.trace(keyOf(next), seen))];
  }

  private sure(point: Point): Sure {
    switch (point.at) {
      case 'visit':
        return this.visit(point);
      case 'done':
        return this.done(point);
      case 'failed':
        return this.failed(point);
      case 'outward':
        return this.outward(point);
      case 'ended':
        return this.ended(point);
    }
  }

  private visit(point: Point): Sure {
    const { place } = point;
    const { known, node } = place;
    const behind = (at: Point['at']): Point => ({ ...bare(point), at });
    if (known === null) return NEVER;
    if (node.disabled === true) return all(this.leaving(point, 'out'));
    const { kind, config } = known;
    if (kind.ends?.(config) === 'error') return all([behind('outward')]);
    const fails = this.failures.can(place) ? [behind('failed')] : [];
    if (this.wanted.has(node.id)) return all(fails);
    if (kind.ends?.(config) === 'run') return NEVER;
    if (kind.role === 'end') return all([...fails, behind('ended')]);
    if (kind.role !== 'container') return all([...fails, behind('done')]);
    const root = this.graph.drawing.places.get(this.graph.rootOf(node.id) ?? '');
    const inside: Point[] =
      root === undefined ? [] : [{ ...bare(point), at: 'visit', place: root, step: { node: root.node.id } }];
    const certain = kind.body?.(config).certain === true;
    return all([...fails, ...inside, ...(certain ? [] : [behind('done')]), ...this.cut(point)]);
  }

  /** A limit of time cuts a container off. */
  private cut(point: Point): Point[] {
    const late = point.place.out.find(({ role }) => role === 'timeout');
    if (!point.place.ports.some(({ role }) => role === 'timeout')) return [];
    const left = this.hasLeft(point);
    return late === undefined ? [{ ...bare(point), at: 'failed' }] : this.arrive(late, left);
  }

  private done(point: Point): Sure {
    const { place } = point;
    if (place.known?.kind.ends?.(place.known.config) === 'run') return NEVER;
    if (place.known?.kind.role === 'end') return all([{ ...bare(point), at: 'ended' }]);
    const moved = place.node.id === this.after.node.id ? point : this.hasLeft(point, true);
    const split = place.known?.kind.split?.(place.known.config);
    const arcs = place.out.filter(
      ({ role }) => role !== 'error' && !(role === 'timeout' && place.known?.kind.role === 'container'),
    );
    if (split === 'all' && arcs.length > 0) {
      const groups = arcs.map((arc) => [...this.arrive(arc, moved), ...this.disturbed(place, arc, moved)]);
      return { never: false, all: [], oneOf: [...groups, arcs.flatMap((arc) => this.arrive(arc, moved))] };
    }
    const open = place.ports.filter(
      (port) => !['error', 'timeout', 'default'].includes(port.role) && !place.out.some((arc) => arc.port === port.id),
    );
    return all([
      ...arcs.flatMap((arc) => this.arrive(arc, moved)),
      ...(open.length > 0 ? [{ ...bare(moved), at: 'ended' as const }] : []),
    ]);
  }

  private failed(point: Point): Sure {
    const { place } = point;
    const { node, known } = place;
    const scope = known?.kind.role === 'container' && known.kind.body?.(known.config).certain === true;
    const encloses = this.around.indexOf(node.id) >= point.left;
    if (scope && encloses && known?.config.on_error !== 'keep' && point.undoable && this.undone) return HOLDS;
    const moved = this.hasLeft(point);
    const again: Point[] =
      node.retry_policy !== undefined && known?.kind.role === 'container'
        ? [{ ...bare(moved), at: 'visit', step: { node: node.id } }]
        : [];
    if (node.on_error !== undefined) return all([...again, ...this.leaving(moved, 'out')]);
    const caught = place.out.filter(({ role }) => role === 'error').flatMap((arc) => this.arrive(arc, moved));
    return all([...again, ...caught, ...(catchesAll(place) ? [] : [{ ...bare(moved), at: 'outward' as const }])]);
  }

  /** An error leaves the branch, the container, at last the run. */
  private outward(point: Point): Sure {
    const { place } = point;
    for (const territory of this.territoriesOf(place).toReversed()) {
      const join = this.joinOf(territory, place);
      if (join === null) continue;
      const taken = joinAt(join);
      const at = { ...bare(point), place: join };
      if (taken?.onBranchError !== 'ignore') return all([{ ...at, at: 'failed' }]);
      const fork = territory.fork.place;
      return all([
        { ...at, at: 'done' },
        { ...at, at: 'failed' },
        { ...bare(point), place: fork, at: 'ended' },
      ]);
    }
    const container = place.parent === null ? undefined : this.graph.drawing.places.get(place.parent);
    if (container === undefined) return this.runFails(point);
    const at = { ...bare(point), place: container };
    const how = container.known?.config.on_item_error;
    if (how !== 'skip' && how !== 'report') return all([{ ...at, at: 'failed' }]);
    return all([
      { ...at, at: 'done' },
      { ...at, at: 'failed' },
    ]);
  }

  private runFails({ undoable }: Point): Sure {
    const compensates = (this.graph.drawing.service.error_policy?.strategy ?? 'compensate') === 'compensate';
    return compensates && undoable && this.undone ? HOLDS : NEVER;
  }

  /** A token is gone: what is left of its level ends, or fails. */
  private ended(point: Point): Sure {
    const { place } = point;
    const branches = this.territoriesOf(place).flatMap((territory) => this.broken(territory, place, point));
    const broken = [...this.brokenGraph(place, point), ...branches];
    const container = place.parent === null ? undefined : this.graph.drawing.places.get(place.parent);
    if (container === undefined) return NEVER;
    return all([...broken, { ...bare(point), place: container, at: 'done' }]);
  }

  /** Points that are reached by an exit, from a step that was left already. */
  private leaving(point: Point, port: string): Point[] {
    const arc = point.place.out.find((each) => each.port === port);
    return arc === undefined ? [{ ...bare(point), at: 'ended' }] : this.arrive(arc, point);
  }

  private arrive(arc: Arc, point: Point): Point[] {
    const { drawing, back, meetings } = this.graph;
    const place = drawing.places.get(arc.target);
    if (place === undefined) return [];
    const visit: Point = { ...bare(point), place, at: 'visit', step: stepBy(arc) };
    if (back.has(arc)) return arc.edge.loop?.max === undefined ? [visit] : [visit, { ...bare(point), at: 'failed' }];
    const meeting = meetings.get(arc.target);
    const source = drawing.places.get(arc.source);
    if (meeting === undefined || source === undefined) return [visit];
    if (meeting.by === 'edges') return [visit, ...this.brokenGraph(source, point)];
    const own = this.territoriesOf(source).filter((each) => each.fork.id === meeting.fork);
    const late =
      meeting.mode !== 'all' && !meeting.cancelRest ? [{ ...bare(point), place: source, at: 'ended' as const }] : [];
    return [visit, ...late, ...own.flatMap((territory) => this.broken(territory, source, point))];
  }

  /** What may happen to a branch of a split by the others of it. */
  private disturbed(fork: Place, arc: Arc, point: Point): Point[] {
    const first = this.graph.drawing.places.get(arc.target);
    const own = this.graph.tokens
      .flatMap(({ territories }) => territories)
      .filter((each) => each.fork.id === fork.node.id);
    if (first === undefined) return [];
    return [...this.brokenGraph(fork, point), ...own.flatMap((territory) => this.broken(territory, first, point))];
  }

  /** Other branches of a fork can fail and bring its end, or end the whole run. */
  private broken(territory: Territory, place: Place, point: Point): Point[] {
    const own = territory.units.get(place.node.id)?.branches ?? [];
    const others = [...territory.units].filter(([, unit]) => !unit.branches.every((branch) => own.includes(branch)));
    const places = others.flatMap(([id]) => this.graph.drawing.places.get(id) ?? []);
    const found: Point[] = [];
    const join = this.joinOf(territory, place);
    const ignores = join !== null && joinAt(join)?.onBranchError === 'ignore';
    if (!ignores && places.some((each) => this.failures.escapes(each))) {
      const fork = { ...bare(point), place: territory.fork.place, at: 'outward' as const };
      found.push(join === null ? fork : { ...bare(point), place: join, at: 'failed' });
    }
    const ending = places.find((each) => this.endsRun(each));
    if (ending !== undefined)
      found.push({ ...bare(point), place: ending, at: 'visit', step: { node: ending.node.id } });
    return found;
  }

  /** In a graph where every step waits for all connections into it any step that fails ends all of it. */
  private brokenGraph({ node }: Place, point: Point): Point[] {
    const graphs = this.graph.tokens.flatMap(({ andGraphs }) => andGraphs);
    return graphs.flatMap(({ fork, nodes }) => {
      if (fork.id !== node.id && !nodes.has(node.id)) return [];
      const fails = [...nodes].some((id) => this.failures.escapes(this.graph.drawing.places.get(id) as Place));
      return fails ? [{ ...bare(point), place: fork.place, at: 'outward' as const }] : [];
    });
  }

  private endsRun({ known, node }: Place): boolean {
    if (known?.kind.ends?.(known.config) === 'run') return true;
    return (this.graph.drawing.bodies.get(node.id)?.places ?? []).some((id) =>
      this.endsRun(this.graph.drawing.places.get(id) as Place),
    );
  }

  /** What can happen to a step's surroundings at any time behind it: limits of time, other branches and turns, joins that do without it. */
  private interruptions(step: Place, { left, undoable }: { left: number; undoable: boolean }): Point[] {
    const found: Point[] = [];
    const point = (place: Place, at: Point['at']): Point => ({ at, place, left, undoable });
    for (const id of [step.node.id, ...this.around]) {
      const place = this.graph.drawing.places.get(id) as Place;
      found.push(...this.brokenGraph(place, point(place, 'done')));
      for (const territory of this.territoriesOf(place)) {
        found.push(...this.broken(territory, place, point(place, 'done')));
        const join = this.joinOf(territory, place);
        if (join !== null && joinAt(join)?.cancelRest === true && !(undoable && this.undone))
          found.push(point(join, 'done'));
      }
      if (id === step.node.id) continue;
      found.push(
        ...this.cut(point(place, 'visit')).map((each) =>
          this.undoneBy(place) && undoable ? point(step, 'visit') : each,
        ),
      );
      const body = place.known?.kind.body?.(place.known.config);
      if (body?.concurrent === true) found.push(point(place, 'failed'), point(place, 'done'));
    }
    const whole = this.graph.drawing.service.timeout;
    if (whole !== undefined && this.runFails(point(step, 'done')).never) {
      const last = this.graph.drawing.places.get(this.around.at(-1) ?? step.node.id) as Place;
      found.push({ ...point(last, 'outward'), left: this.around.length, undoable: false });
    }
    return found.filter(({ place, at }) => !(place === step && at === 'visit'));
  }

  private undoneBy({ known }: Place): boolean {
    return this.undone && known?.config.on_error !== 'keep';
  }

  /** A container around the step that keeps nothing once it is over. */
  private finalInside(): boolean {
    return this.around.some((id) => this.graph.drawing.places.get(id)?.known?.config.on_success === 'final');
  }

  private hasLeft(point: Point, well = false): Point {
    const index = this.around.indexOf(point.place.node.id);
    if (index < point.left) return point;
    const final = well && point.place.known?.config.on_success === 'final';
    return { ...point, left: index + 1, undoable: point.undoable && !final };
  }

  /** Territories of its level that a step lies in, the outermost first. */
  private territoriesOf({ node }: Place): readonly Territory[] {
    return this.graph.tokens.flatMap(({ territories }) => territories.filter(({ units }) => units.has(node.id)));
  }

  /** The join that counts the branch a step lies in. */
  private joinOf({ units }: Territory, { node }: Place): Place | null {
    const into = units.get(node.id)?.into ?? null;
    const place = into === null ? undefined : this.graph.drawing.places.get(into);
    return place !== undefined && joinAt(place) !== null ? place : null;
  }
}

function all(points: readonly Point[]): Sure {
  return { never: false, all: points, oneOf: [] };
}

function bare({ place, left, undoable }: Point): Omit<Point, 'at' | 'step'> {
  return { place, left, undoable };
}

function keyOf({ at, place, left, undoable }: Point): string {
  return `${at} ${place.node.id} ${left} ${undoable}`;
}

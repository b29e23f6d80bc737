import type { Hole } from '@omniroute/dsl';
import { type Diagnostic, diagnostic, type PathStep } from '@omniroute/errors';
import { ERROR, type Ref, type Type, type TypeEnv, typeFromSchema } from '@omniroute/expressions';
import { getPointer } from '@omniroute/primitives';
import type { ResolvedService } from '../../resolve/resolved.ts';
import { completes, type Place } from '../graph/drawing.ts';
import type { Graph } from '../graph/graph.ts';
import { shortestWay } from '../graph/ways.ts';
import { Assignments, assignedBy } from './assigned.ts';
import { checkEnd } from './at-end.ts';
import { checkConditions } from './conditions.ts';
import { Environments } from './environment.ts';
import { checkHole } from './holes.ts';
import { checkGiven, typeOfValue } from './literals.ts';
import { looksIntoUnknown, Outputs } from './outputs.ts';
import { checkEntry } from './outside.ts';
import { END, finalPlaces, Precedences, type Where } from './precedence.ts';

/** What the data pass learnt. */
export interface Data {
  readonly findings: readonly Diagnostic[];
  /** Pointer of a text with expressions → what it reads. */
  readonly reads: ReadonlyMap<string, readonly Ref[]>;
}

/** Finds the type of every value and checks it where it goes, on every path. */
export function checkData(resolved: ResolvedService, graph: Graph): Data {
  const pass = new DataPass(resolved, graph);
  pass.steps();
  checkEntry(pass);
  checkEnd(pass);
  return { findings: pass.findings, reads: pass.reads };
}

/** One run of the pass: what its parts share. */
export class DataPass {
  readonly findings: Diagnostic[] = [];
  readonly reads = new Map<string, readonly Ref[]>();
  readonly resolved: ResolvedService;
  readonly graph: Graph;
  readonly outputs: Outputs;
  readonly environments: Environments;
  private readonly precedences: Precedences;
  private readonly types = new Map<string, Type>();
  private readonly unchecked = new Set<string>();

  constructor(resolved: ResolvedService, graph: Graph) {
    this.resolved = resolved;
    this.graph = graph;
    this.precedences = new Precedences(graph);
    this.outputs = new Outputs(graph.drawing);
    const facts = { precedences: this.precedences, assignments: new Assignments(graph) };
    this.environments = new Environments(resolved, graph.drawing, facts, this.outputs);
  }

  /** Steps in the order of the graph: what expressions give is known before it is read, circles aside. */
  steps(): void {
    for (const id of this.graph.order) {
      const place = this.graph.drawing.places.get(id);
      if (place?.known == null) continue;
      for (const hole of place.known.holes) this.hole(hole, this.environments.at(id, hole.text), id);
      checkConditions(place, this.findings);
      this.assigned(place);
      this.given(place);
      this.outputs.learn(place, (pointer) => this.typeAt(`${place.pointer}${pointer}`));
    }
  }

  /** Checks a text with expressions. `where` is the step it belongs to, or the end of the run. */
  hole(
    hole: Hole,
    env: TypeEnv,
    where: Where | undefined,
    node_id = typeof where === 'string' ? where : undefined,
  ): void {
    const checked = checkHole(hole, env, node_id, (code, name) =>
      code === 'OR4010' ? this.wayAround(name, where) : this.wayWithout(name, where),
    );
    this.findings.push(...checked.findings);
    this.types.set(hole.pointer, checked.findings.some((each) => each.severity === 'error') ? ERROR : checked.type);
    this.reads.set(hole.pointer, checked.reads);
    if (where === undefined) return;
    for (const read of checked.reads) this.judgeRead(read, hole, where, checked.findings);
  }

  /** The type of the value at a pointer of the document. */
  typeAt(pointer: string): Type {
    return typeOfValue(getPointer(this.resolved.service, pointer), pointer, (place) => this.types.get(place));
  }

  /** What type rules cannot say about reading a step: that it never comes before, that nothing describes its output. */
  private judgeRead({ path, span }: Ref, hole: Hole, where: Where, found: readonly Diagnostic[]): void {
    const [root, name, ...rest] = path;
    const at = { pointer: hole.pointer, span, ...(typeof where === 'string' ? { node_id: where } : {}) };
    if (root === 'callback')
      this.findings.push(diagnostic('OR6003', { ...at, facts: { name: path.slice(0, 3).join('.') } }));
    if (root !== 'nodes' || name === undefined) return;
    const place = this.graph.drawing.places.get(name);
    if (place === undefined) return;
    if (found.length === 0 && this.precedences.never(name, where)) {
      const path = this.wayAround(name, where);
      this.findings.push(diagnostic('OR4010', { ...at, facts: { name }, ...(path === null ? {} : { path }) }));
    }
    const spec = place.known?.kind.output(place.known.config) ?? null;
    if (this.unchecked.has(name) || spec === null || 'of' in spec || place.node.disabled === true) return;
    if (!looksIntoUnknown(this.outputs.of(name, where), rest)) return;
    this.unchecked.add(name);
    this.findings.push(diagnostic('OR4012', { pointer: place.pointer, node_id: name, facts: { node: name } }));
  }

  /** What is assigned to a variable must fit it. */
  private assigned({ known, node, pointer }: Place): void {
    for (const { variable, pointer: place, add } of known?.kind.assigns?.(known.config) ?? []) {
      const declared = this.resolved.service.variables?.find((each) => each.name === variable);
      if (declared === undefined) continue;
      const schema = add && declared.merge === 'append' ? itemsOf(declared.schema) : declared.schema;
      const where = `The variable "${variable}"`;
      this.judge(`${pointer}/config${place}`, { schema, where, node_id: node.id });
    }
  }

  /** What a step gives as the run's output must fit it. */
  private given({ known, node, pointer }: Place): void {
    const place = known?.kind.gives?.(known.config) ?? null;
    const schema = this.resolved.service.outputs?.schema;
    if (place === null || schema === undefined) return;
    this.judge(`${pointer}/config${place}`, { schema, where: 'The output of the run', node_id: node.id });
  }

  /** Judges the value at a pointer in its place. */
  judge(pointer: string, place: { schema: unknown; where: string; node_id?: string | undefined }): void {
    const value = getPointer(this.resolved.service, pointer);
    checkGiven({ ...place, value, pointer, type: this.typeAt(pointer) }, this.findings);
  }

  /** A way to a place on which a step does not complete. */
  private wayAround(step: string, where: Where | undefined): readonly PathStep[] | null {
    return this.wayTo(where, (source) => source === step);
  }

  /** A way to a place on which a variable is not set. */
  private wayWithout(variable: string, where: Where | undefined): readonly PathStep[] | null {
    const setting = new Set(
      [...this.graph.drawing.places.values()].flatMap((place) =>
        assignedBy(place).includes(variable) ? [place.node.id] : [],
      ),
    );
    return this.wayTo(where, (source) => setting.has(source));
  }

  private wayTo(where: Where | undefined, barred: (source: string) => boolean): readonly PathStep[] | null {
    const { drawing, starts } = this.graph;
    const from = starts.map((start) => start.node);
    const allowed = (arc: Parameters<typeof completes>[0]) => !(barred(arc.source) && completes(arc));
    const ends = where === END ? this.finals().filter((id) => !barred(id)) : where === undefined ? [] : [where];
    for (const end of ends) {
      const way = shortestWay(drawing, from, end, allowed);
      if (way !== null) return way;
    }
    return null;
  }

  private finals(): string[] {
    return finalPlaces(this.graph).map(({ node }) => node.id);
  }

  /** The schema type of the run's input. */
  get inputType(): Type {
    return typeFromSchema(this.resolved.service.inputs ?? {});
  }
}

function itemsOf(schema: unknown): unknown {
  return typeof schema === 'object' && schema !== null && 'items' in schema ? schema.items : {};
}

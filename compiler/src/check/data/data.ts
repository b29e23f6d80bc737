import type { Hole } from '@omniroute/dsl';
import { type Diagnostic, hasErrors } from '@omniroute/errors';
import { FAULT, type Libraries, type Ref, type Type, typeFromSchema } from '@omniroute/expressions';
import { getPointer } from '@omniroute/primitives';
import type { Memo } from '../../incremental/memo.ts';
import type { ResolvedService } from '../../resolve/resolved.ts';
import type { Place } from '../graph/drawing.ts';
import type { Graph } from '../graph/graph.ts';
import { checkEnd } from './at-end.ts';
import { checkConditions } from './conditions.ts';
import { Dataflow } from './dataflow.ts';
import { checkVariables } from './declared.ts';
import { Environments, type Scope } from './environment.ts';
import { checkTexts, findingsAt } from './holes.ts';
import { itemOf } from './items.ts';
import { checkGiven, typeOfValue } from './literals.ts';
import { Narrowing } from './narrowing.ts';
import { Outputs } from './outputs.ts';
import { checkEntry } from './outside.ts';
import { checkPlaced } from './placed.ts';
import { Reads } from './reads.ts';
import { Variables } from './variables.ts';
import { WaysAround } from './ways-around.ts';
import { endOf, type Where } from './where.ts';

/** What the data pass learnt. */
export interface Data {
  readonly findings: readonly Diagnostic[];
  /** Pointer of a text with expressions → what it reads. */
  readonly reads: ReadonlyMap<string, readonly Ref[]>;
  /** What is true on every path. */
  readonly flow: Dataflow;
  /** Paths on which something does not come true. */
  readonly ways: WaysAround;
  /** What texts can read, wherever they stand. */
  readonly environments: Environments;
}

/** Finds the type of every value and checks it where it goes, on every path. */
export function checkData(resolved: ResolvedService, graph: Graph, libraries: Libraries, memo: Memo): Data {
  const pass = wholePass(resolved, graph, libraries, memo);
  checkEntry(pass);
  checkEnd(pass);
  checkVariables(pass);
  const { findings, reads, flow, ways, environments } = pass;
  return { findings, reads, flow, ways, environments };
}

/** Circles whose types grow and grow are left after so many rounds. */
const MOST_ROUNDS = 5;

/** What is read before its own turn has no type yet: the steps are gone through again with what is known. */
function wholePass(resolved: ResolvedService, graph: Graph, libraries: Libraries, memo: Memo): DataPass {
  let pass = new DataPass(resolved, graph, libraries, memo);
  pass.steps();
  for (let round = 1; round < MOST_ROUNDS && pass.outputs.readAhead; round += 1) {
    const before = pass;
    pass = new DataPass(resolved, graph, libraries, memo, before);
    pass.steps();
    if (pass.outputs.equals(before.outputs)) break;
  }
  return pass;
}

/** One run of the pass: what its parts share. */
export class DataPass {
  readonly findings: Diagnostic[] = [];
  readonly reads = new Map<string, readonly Ref[]>();
  readonly resolved: ResolvedService;
  readonly graph: Graph;
  readonly memo: Memo;
  readonly libraries: Libraries;
  readonly flow: Dataflow;
  readonly outputs: Outputs;
  readonly variables: Variables;
  readonly environments: Environments;
  readonly ways: WaysAround;
  private readonly narrowing: Narrowing;
  private readonly readings: Reads;
  private readonly items = new Map<string, Type>();
  private readonly types = new Map<string, Type>();

  /** `before`: an earlier run, whose types are known now. */
  constructor(
    resolved: ResolvedService,
    graph: Graph,
    libraries: Libraries,
    memo: Memo,
    before: DataPass | null = null,
  ) {
    this.libraries = libraries;
    const { drawing } = graph;
    this.memo = memo;
    this.resolved = resolved;
    this.graph = graph;
    this.flow = before?.flow ?? new Dataflow(graph);
    this.ways = before?.ways ?? new WaysAround(graph, this.flow);
    this.narrowing = before?.narrowing ?? new Narrowing(graph, memo);
    this.outputs = new Outputs(graph, memo, before?.outputs ?? null);
    this.variables = new Variables(drawing, this.flow, memo);
    this.readings = new Reads(this, this.ways);
    const { flow, outputs, variables, items, narrowing } = this;
    this.environments = new Environments(resolved, { drawing, flow, outputs, variables, items, narrowing, memo });
  }

  /**
   * Steps in the order of the graph: what expressions give is known before it is read, circles aside. What a container works
   * out inside comes behind its body; undos come last, since they may read whatever was done.
   */
  steps(): void {
    const { places, undos } = this.graph.drawing;
    const open: Place[] = [];
    const close = (until: string | null) => {
      while (open.length > 0 && open.at(-1)?.node.id !== until) this.leave(open.pop() as Place);
    };
    for (const id of this.graph.order) {
      const place = places.get(id);
      if (place === undefined) continue;
      close(place.parent);
      this.enter(place);
      if (place.known?.kind.role === 'container') open.push(place);
      else this.learn(place);
    }
    close(null);
    for (const id of undos.keys()) {
      const place = places.get(id);
      if (place === undefined) continue;
      this.enter(place);
      this.learn(place);
    }
  }

  /** What is worked out at a step's own place. */
  private enter(place: Place): void {
    const { known, node, pointer } = place;
    if (known === null) return;
    const body = known.kind.body?.(known.config);
    const outside = known.holes.filter((hole) => !isInside(hole, place, body?.inside ?? []));
    this.texts(outside, () => this.environments.at(node.id), node.id);
    checkConditions(place, this.findings);
    const item = body?.item ?? null;
    if (item !== null) this.items.set(node.id, itemOf(this.typeAt(`${pointer}/config${item.of}`), item.batched));
  }

  /** What a container works out at the end of a turn, those last that see what it has given so far. */
  private leave(place: Place): void {
    const { known, node } = place;
    if (known === null) return;
    const { inside = [], soFar = [] } = known.kind.body?.(known.config) ?? {};
    const end = endOf(node.id);
    const within = known.holes.filter((hole) => isInside(hole, place, inside));
    const [late, early] = [true, false].map((wanted) =>
      within.filter((hole) => isInside(hole, place, soFar) === wanted),
    );
    this.texts(early ?? [], () => this.environments.at(end), end, node.id);
    this.outputs.learnSoFar(place, (pointer) => this.typeAt(`${place.pointer}${pointer}`));
    this.texts(late ?? [], () => this.environments.at(end, node.id), end, node.id, node.id);
    this.learn(place);
  }

  private learn(place: Place): void {
    if (place.known === null) return;
    checkPlaced(this, place);
    this.outputs.learn(place, (pointer) => this.typeAt(`${place.pointer}${pointer}`));
  }

  /**
   * Checks the texts with expressions of one place. `where` is the step they belong to, or the end of a turn or of the run;
   * `soFar` the container whose own output they may read.
   */
  texts(
    holes: readonly Hole[],
    scope: () => Scope,
    where: Where | undefined,
    node_id = typeof where === 'string' ? where : undefined,
    soFar: string | null = null,
  ): void {
    if (holes.length === 0) return;
    const wayTo = (code: 'OR4009' | 'OR4010', name: string) =>
      code === 'OR4010' ? this.ways.step(name, where) : this.ways.variable(name, where);
    for (const [index, checked] of checkTexts(holes, scope(), this.libraries, this.memo).entries()) {
      const hole = holes[index] as Hole;
      this.findings.push(...findingsAt(hole, checked, node_id, wayTo));
      this.types.set(hole.pointer, hasErrors(checked.diagnostics) ? FAULT : checked.type);
      this.reads.set(hole.pointer, checked.deps);
      if (where === undefined) continue;
      const sound = checked.diagnostics.length === 0;
      for (const read of checked.deps) this.readings.judge(read, { hole, where, node_id, soFar, sound });
    }
  }

  /** The type of the value at a pointer of the document. */
  typeAt(pointer: string): Type {
    const typeOf = (place: string) => this.types.get(place);
    return typeOf(pointer) ?? typeOfValue(getPointer(this.resolved.service, pointer), pointer, typeOf);
  }

  /** Judges the value at a pointer in its place. */
  judge(pointer: string, place: { schema: unknown; where: string; node_id?: string | undefined }): void {
    const value = getPointer(this.resolved.service, pointer);
    checkGiven({ ...place, value, pointer, type: this.typeAt(pointer) }, this.libraries, this.findings);
  }

  /** The schema type of the run's input. */
  get inputType(): Type {
    return typeFromSchema(this.resolved.service.inputs ?? {});
  }
}

/** Whether a text stands in one of these values of a step's config. */
function isInside(hole: Hole, { pointer }: Place, values: readonly string[]): boolean {
  return values.some((value) => `${hole.pointer}/`.startsWith(`${pointer}/config${value}/`));
}

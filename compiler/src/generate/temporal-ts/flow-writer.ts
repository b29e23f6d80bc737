import type { PlanNode } from '@omniroute/plan';
import { type Arc, backOf, FlowGraph, type Target } from './flow-graph.ts';
import { andGraph, forkForm } from './fork-form.ts';
import { camel, pascal } from './names.ts';
import type { Project } from './project.ts';
import type { ReadAt } from './reading.ts';
import { type Body, type Statement, statement } from './statement.ts';
import { writeAct } from './steps/act.ts';
import { writeCall } from './steps/call.ts';
import { writeDecide, writeTask, writeWait } from './steps/choices.ts';
import { writeEach, writeScope, writeWhile } from './steps/containers.ts';
import { writeFork } from './steps/forks.ts';
import { writeEnd, writeRaise, writeSet } from './steps/values.ts';
import { type Border, type Follow, Structure } from './structure.ts';
import { oneLine, quoted } from './text.ts';
import { initialValues, typeOfVars } from './variables.ts';

/** Where steps are written: in which region, at which place, and up to which meeting of branches. */
export interface Spot {
  readonly region: number;
  readonly place: string;
  readonly stop: number | null;
}

/** What the writing of one step works with. */
export interface StepContext {
  readonly project: Project;
  readonly writer: FlowWriter;
  readonly spot: Spot;
  readonly index: number;
  readonly follow: Follow;
  /** Where its expressions are read. */
  readonly where: ReadAt;
}

/** Writes the flow of a service. */
export class FlowWriter {
  readonly project: Project;
  private readonly counters = new Map<number, string>();

  constructor(project: Project) {
    this.project = project;
  }

  /** The steps from an entry on, as they stand at a spot. */
  statements(entry: number | null, spot: Spot, border: Border): Statement[] {
    const { project } = this;
    const pointer = typeof entry === 'number' ? project.pointerOf(project.node(entry).id) : '';
    return project.attempt(
      typeof entry === 'number' ? project.node(entry).id : null,
      pointer,
      () => {
        const graph = new FlowGraph(this.target(entry, spot), (node) => this.exits(node, spot));
        return new Structure(graph, border, {
          write: (index, follow) => this.step(index, spot, follow),
          count: (back) => this.counted(back),
          label: (to) => project.names.fresh(to === null ? 'again' : `to${pascal(project.node(to).id)}`),
        }).statements();
      },
      [],
    );
  }

  target(next: number | null, { stop }: Spot): Target {
    if (next === null) return 'end';
    return next === stop ? 'join' : next;
  }

  /** The exits of a step; what runs at the same time behind a fork is part of the fork. */
  exits(index: number, spot: Spot): readonly Arc[] {
    const { plan } = this.project;
    const node = this.project.node(index);
    const arc = (port: string, next: number | null): Arc => ({
      port,
      target: this.target(next, spot),
      back: next === null ? null : backOf(plan, index, port, next),
    });
    if (node.fork !== null) {
      const form = forkForm(this.project, index);
      if (form.form === 'loose') return [{ port: 'ended', target: 'end', back: null }];
      const last = form.form === 'graph' ? andGraph(this.project, index).last : form.join;
      const ended: Arc[] = form.form === 'meet' && form.mayEnd ? [{ port: 'ended', target: 'end', back: null }] : [];
      return [arc('joined', last), ...ended];
    }
    return usual(node).map(([port, next]) => arc(port, next));
  }

  step(index: number, spot: Spot, follow: Follow): Statement[] {
    const { project } = this;
    const node = project.node(index);
    const where: ReadAt = { node: node.id, region: spot.region, place: spot.place };
    const context: StepContext = { project, writer: this, spot, index, follow, where };
    const made = project.attempt(node.id, project.pointerOf(node.id), () => this.written(node, context), []);
    const title = project.resolved.nodes.get(node.id)?.node.name;
    const [first, ...rest] = made;
    // A choice speaks for itself, and what is passed through says nothing.
    const isSpoken =
      title !== undefined && (node.op !== 'decide' || node.fork !== null) && node.op !== 'join' && !node.disabled;
    return first === undefined || !isSpoken || first.note !== undefined
      ? made
      : [{ ...first, note: oneLine(title) }, ...rest];
  }

  private written(node: PlanNode, context: StepContext): Statement[] {
    if (node.disabled) {
      const nothing: Statement = {
        parts: ['null;'],
        sets: this.project.output(node.id).key,
        uses: new Set(),
        pure: true,
      };
      return [nothing, ...context.follow('out', this.target(node.out, context.spot))];
    }
    if (node.fork !== null) return writeFork(node, context);
    switch (node.op) {
      case 'act':
        return writeAct(node, context);
      case 'decide':
        return writeDecide(node, context);
      case 'wait':
        return writeWait(node, context);
      case 'task':
        return writeTask(node, context);
      case 'set':
        return writeSet(node, context);
      case 'end':
        return writeEnd(node, context);
      case 'raise':
        return writeRaise(node, context);
      case 'join':
        return context.follow('out', this.target(node.next, context.spot));
      case 'each':
        return writeEach(node, context);
      case 'while':
        return writeWhile(node, context);
      case 'scope':
        return writeScope(node, context);
      case 'fork':
        return [];
      case 'call':
        return writeCall(node, context);
    }
  }

  /** The inside of a container. */
  body(region: number, border: Border): Body {
    const entry = this.project.plan.regions[region]?.entry ?? null;
    const spot: Spot = { region, place: this.project.place(region), stop: null };
    const statements = [...this.variables(region), ...this.statements(entry, spot, border)];
    const counters = this.countersOf(region);
    return { statements: [...counters, ...statements], frame: true };
  }

  /** Variables of a region at their first values. */
  variables(region: number): Statement[] {
    const { project } = this;
    const { plan } = project;
    const slots = plan.slots.filter((slot) => slot.region === region);
    if (slots.length === 0) return [];
    const name = project.vars(region);
    return [statement(`const ${name}: ${typeOfVars(project, region)} = ${initialValues(project, region)};`)];
  }

  /** What counts how often connections back are taken, in the region where they stand. */
  countersOf(region: number): Statement[] {
    const { project } = this;
    return project.plan.loops.flatMap((loop, index) => {
      const node = project.node(loop.node);
      const name = this.counters.get(index);
      if (node.region !== region || name === undefined || loop.max === null) return [];
      const helper = project.helper('backEdge');
      return [statement(`const ${name} = ${helper}(${quoted(node.id)}, ${quoted(loop.port)}, ${loop.max});`)];
    });
  }

  private counted(back: number): Statement[] {
    const { project } = this;
    const loop = project.plan.loops[back];
    if (loop === undefined || loop.max === null) return [];
    const { id } = project.node(loop.node);
    const name = project.names.of(`back:${back}`, `${camel(id)}Again`);
    this.counters.set(back, name);
    return [statement(`${name}();`)];
  }
}

/** Exits of a step that does one thing after the other, by port. */
function usual(node: PlanNode): readonly (readonly [port: string, next: number | null])[] {
  const errors = node.errors.map(({ next }): [string, number | null] => ['error', next]);
  if (node.disabled) return [['out', node.out]];
  switch (node.op) {
    case 'decide':
      return [
        ...node.arms.map(({ id, next }): [string, number | null] => [id, next]),
        ...(node.otherwise === null ? [] : [['default', node.otherwise.next] as const]),
      ];
    case 'wait':
      return [...node.events.map(({ port, next }): [string, number | null] => [port, next]), ...late(node.timeout)];
    case 'task':
      return [...node.outcomes.map(({ id, next }): [string, number | null] => [id, next]), ...late(node.timeout)];
    case 'end':
      return node.terminate ? [] : [['out', null]];
    case 'raise':
      return [];
    case 'scope':
      return [['out', node.next], ...errors, ...late(node.timeout)];
    case 'fork':
      return [];
    default:
      return [['out', node.next], ...errors];
  }
}

function late(timeout: { readonly routed: boolean; readonly next: number | null } | null) {
  return timeout?.routed === true ? [['timeout', timeout.next] as const] : [];
}

import type { Service } from '@omniroute/dsl';
import { DYN, ERROR, FAULT, NULL, type Type, typeFromSchema, unionOf, withoutFaults } from '@omniroute/expressions';
import type { KindDefinition } from '@omniroute/kind-sdk';
import { deepEqual } from '@omniroute/primitives';
import type { Memo } from '../../incremental/memo.ts';
import type { Place } from '../graph/drawing.ts';
import type { Graph } from '../graph/graph.ts';
import { reachableFrom } from '../graph/ways.ts';
import { collected, lastPlaces } from './collected.ts';
import { waitsForAll } from './gains.ts';
import { endOf, finalPlaces, seenFrom, type Where } from './where.ts';

/** What a step gives: as a rule, and where a visit may be read that left by `timeout`. */
interface Output {
  readonly usual: Type;
  readonly late: Type;
}

type Config = Readonly<Record<string, unknown>>;

/** Finds the type of the value at a pointer into a step. */
type TypeAt = (pointer: string) => Type;

/** Types of the outputs of steps, as a reader sees them. */
export class Outputs {
  private readonly graph: Graph;
  private readonly memo: Memo;
  private readonly types = new Map<string, Output>();
  private readonly learnt = new Set<string>();
  private readonly progress = new Map<string, Type>();
  /** Something was read whose own turn had not come. */
  readAhead = false;
  private readonly behindTimeout = new Map<string, ReadonlySet<string>>();

  /** `before`: what an earlier run has learnt. */
  constructor(graph: Graph, memo: Memo, before: Outputs | null) {
    this.graph = graph;
    this.memo = memo;
    // What expressions make is not known yet: a circle may read it before its own turn.
    if (before === null) for (const place of graph.drawing.places.values()) this.learn(place, () => ERROR);
    else
      for (const [step, output] of before.types)
        this.types.set(step, before.learnt.has(step) ? asAssumed(output) : output);
    this.learnt.clear();
    this.readAhead = false;
  }

  /** Whether all types are those of an earlier run. */
  equals(before: Outputs): boolean {
    return [...this.types].every(([step, output]) => deepEqual(output, before.types.get(step)));
  }

  /** Finds a step's types; `typeAt` answers for values in it, by pointer into the node. */
  learn(place: Place, typeAt: TypeAt): void {
    const own = (timedOut: boolean) => withContinue(place, this.own(place, timedOut, typeAt), typeAt);
    const usual = own(false);
    const late = place.out.some((arc) => arc.role === 'timeout') ? own(true) : usual;
    this.types.set(place.node.id, { usual, late });
    this.learnt.add(place.node.id);
  }

  /** Finds what a container has given after some of its turns; turns under way have given nothing yet. */
  learnSoFar({ known, node }: Place, typeAt: TypeAt): void {
    const spec = known?.kind.output(known.config) ?? null;
    if (known === null || spec === null || !('collects' in spec)) return;
    const gaps = spec.collects.gaps || known.kind.body?.(known.config).concurrent === true;
    this.progress.set(node.id, collected(this.item(node.id, spec.collects.of, typeAt), gaps));
  }

  /** The type of a step's output for a reader. */
  of(step: string, reader: Where): Type {
    const output = this.types.get(step);
    if (output === undefined) return ERROR;
    this.readAhead ||= !this.learnt.has(step);
    return output.usual !== output.late && this.mayBeLate(step, reader) ? output.late : output.usual;
  }

  /** The type of a container's output so far. */
  soFar(container: string): Type {
    return this.progress.get(container) ?? DYN;
  }

  /** Whether the step's latest visit may have left by `timeout` when the reader is reached. */
  private mayBeLate(step: string, reader: Where): boolean {
    const { drawing } = this.graph;
    const seen = seenFrom(drawing, reader, step);
    let behind = this.behindTimeout.get(step);
    if (behind === undefined) {
      const late = (drawing.places.get(step)?.out ?? []).filter((arc) => arc.role === 'timeout');
      const targets = late.map((arc) => arc.target);
      behind = reachableFrom(drawing, targets, (arc) => arc.source !== step);
      this.behindTimeout.set(step, behind);
    }
    if (typeof seen === 'string') return behind.has(seen);
    // A way that ends in an error ends the whole, unless that goes on, or is over, before it does.
    return this.leavesWaysBehind() || finalPlaces(this.graph, seen.endOf).some((place) => behind.has(place.node.id));
  }

  /** Whether a join somewhere goes on without some of its branches, or a step ends the run while others are under way. */
  private leavesWaysBehind(): boolean {
    const { drawing, meetings } = this.graph;
    if ([...meetings.keys()].some((id) => !waitsForAll(drawing.places.get(id)))) return true;
    return [...drawing.places.values()].some(({ known }) => known?.kind.ends?.(known.config) === 'run');
  }

  private own({ known, node, ports }: Place, timedOut: boolean, typeAt: TypeAt): Type {
    if (known === null || this.graph.drawing.unclear.has(node.id)) return FAULT;
    // One that cannot be switched off is at fault itself.
    if (node.disabled === true) return ports.some(({ id }) => id === 'out') ? NULL : FAULT;
    const { messages } = this.graph.drawing.service;
    const describe = timedOut ? describedWhenLate : described;
    const { spec, type } = this.memo.of(describe, node.id, known.kind, known.config, messages);
    if (type !== null) return type;
    if ('of' in spec) return typeAt(`/config${spec.of}`);
    if ('collects' in spec) return collected(this.item(node.id, spec.collects.of, typeAt), spec.collects.gaps);
    return DYN;
  }

  /** What one turn adds: the value that is collected, or what the step gave that completed last. */
  private item(container: string, of: string | null, typeAt: TypeAt): Type {
    if (of !== null) return typeAt(`/config${of}`);
    const end = endOf(container);
    // A turn that never ends well gives nothing.
    return unionOf(
      lastPlaces(this.graph, container).map(({ node }) => this.of(node.id, end)),
      NULL,
    );
  }
}

/** What is read before its own turn: faults in it come out again where they were made. */
function asAssumed({ usual, late }: Output): Output {
  return { usual: withoutFaults(usual), late: withoutFaults(late) };
}

/** What a kind says of a step's output, and its type where that does not depend on other steps or expressions. */
function described(kind: KindDefinition, config: Config, messages: Service['messages']) {
  return describedOutput(kind, config, messages, false);
}

function describedWhenLate(kind: KindDefinition, config: Config, messages: Service['messages']) {
  return describedOutput(kind, config, messages, true);
}

function describedOutput(kind: KindDefinition, config: Config, messages: Service['messages'], timedOut: boolean) {
  const spec = kind.output(config, {
    timedOut,
    message: (name) => messages?.find((message) => message.name === name)?.schema,
  });
  if (spec === null) return { spec: {}, type: NULL };
  return { spec, type: 'schema' in spec ? typeFromSchema(spec.schema) : null };
}

/** With `on_error.continue` the output is either. */
function withContinue({ node }: Place, own: Type, typeAt: TypeAt): Type {
  return node.on_error === undefined || node.disabled === true ? own : unionOf([own, typeAt('/on_error/continue')]);
}

/**
 * Whether reading a path looks into something that no schema describes. `null`, where the path is not known at all, and
 * what an expression made, which is reported where it was made, are none of this.
 */
export function looksIntoUnknown(type: Type, path: readonly string[]): boolean {
  const [name, ...rest] = path;
  if (name === undefined) return false;
  switch (type.kind) {
    case 'dyn':
      return true;
    case 'record':
      return Object.hasOwn(type.fields, name) ? looksIntoUnknown(type.fields[name]?.type ?? ERROR, rest) : false;
    case 'map':
      return looksIntoUnknown(type.value, rest);
    case 'optional':
      return looksIntoUnknown(type.of, path);
    case 'union':
      return type.of.some((part) => looksIntoUnknown(part, path));
    default:
      return false;
  }
}

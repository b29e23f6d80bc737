import { DYN, ERROR, NULL, type Type, typeFromSchema, unionOf } from '@omniroute/expressions';
import type { Drawing, Place } from '../graph/drawing.ts';
import { reachableFrom } from '../graph/ways.ts';
import { END, type Where } from './precedence.ts';

/** What a step gives: as a rule, and where a visit may be read that left by `timeout`. */
interface Output {
  readonly usual: Type;
  readonly late: Type;
}

/** Types of the outputs of steps, as a reader sees them. */
export class Outputs {
  private readonly drawing: Drawing;
  private readonly types = new Map<string, Output>();
  private readonly behindTimeout = new Map<string, ReadonlySet<string>>();

  constructor(drawing: Drawing) {
    this.drawing = drawing;
    // What expressions make is not known yet: a circle may read it before its own turn.
    for (const place of drawing.places.values()) this.learn(place, () => DYN);
  }

  /** Finds a step's types; `typeAt` answers for values in it, by pointer into the node. */
  learn(place: Place, typeAt: (pointer: string) => Type): void {
    const own = (timedOut: boolean) => withContinue(place, ownType(this.drawing, place, timedOut, typeAt), typeAt);
    const usual = own(false);
    const late = place.out.some((arc) => arc.role === 'timeout') ? own(true) : usual;
    this.types.set(place.node.id, { usual, late });
  }

  /** The type of a step's output for a reader. */
  of(step: string, reader: Where): Type {
    const output = this.types.get(step);
    if (output === undefined) return ERROR;
    return output.usual !== output.late && this.mayBeLate(step, reader) ? output.late : output.usual;
  }

  /** Whether the step's latest visit may have left by `timeout` when the reader is reached. */
  private mayBeLate(step: string, reader: Where): boolean {
    if (reader === END) return true;
    let behind = this.behindTimeout.get(step);
    if (behind === undefined) {
      const late = (this.drawing.places.get(step)?.out ?? []).filter((arc) => arc.role === 'timeout');
      const targets = late.map((arc) => arc.target);
      behind = reachableFrom(this.drawing, targets, (arc) => arc.source !== step);
      this.behindTimeout.set(step, behind);
    }
    return behind.has(reader);
  }
}

/** With `on_error.continue` the output is either. */
function withContinue({ node }: Place, own: Type, typeAt: (pointer: string) => Type): Type {
  return node.on_error === undefined || node.disabled === true ? own : unionOf([own, typeAt('/on_error/continue')]);
}

function ownType(drawing: Drawing, place: Place, timedOut: boolean, typeAt: (pointer: string) => Type): Type {
  const { known, node } = place;
  if (known === null) return ERROR;
  if (node.disabled === true) return NULL;
  const spec = known.kind.output(known.config, {
    timedOut,
    message: (name) => drawing.service.messages?.find((message) => message.name === name)?.schema,
  });
  if (spec === null) return NULL;
  if ('of' in spec) return typeAt(`/config${spec.of}`);
  return 'schema' in spec ? typeFromSchema(spec.schema) : DYN;
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

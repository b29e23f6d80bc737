import {
  type Field,
  INT,
  NULL,
  recordOf,
  STRING,
  type Type,
  type TypeEnv,
  typeFromSchema,
} from '@omniroute/expressions';
import type { ResolvedService } from '../../resolve/resolved.ts';
import type { Drawing, Place } from '../graph/drawing.ts';
import { callbacksAt } from './callbacks.ts';
import type { Dataflow } from './dataflow.ts';
import { ERROR_TYPE } from './error-type.ts';
import { type Items, itemNames } from './items.ts';
import type { Outputs } from './outputs.ts';
import type { Variables } from './variables.ts';
import { isVisible, levelOf, type Where } from './where.ts';

const ELSEWHERE: Readonly<Record<string, string>> = {
  event: 'inside triggers',
  error: 'on paths that begin at an error or timeout exit',
  item: 'inside a loop over a list',
  index: 'inside a loop',
  loop: 'inside a loop',
  nodes: 'after the start',
  vars: 'after the start',
  input: 'after the start',
  callback: 'in the settings of a step',
  compensation: 'in a step that undoes another',
};

/** What a name in a hole may be after `nodes.`; anything else that begins with `nodes` needs the whole list. */
const STEP_READ = /\bnodes\b(?:\s*\.\s*\??\s*([a-z][a-z0-9_]*))?/g;

/** What the environments are made from. */
export interface EnvironmentParts {
  readonly drawing: Drawing;
  readonly flow: Dataflow;
  readonly outputs: Outputs;
  readonly variables: Variables;
  readonly items: Items;
}

/** Makes the environments in which expressions are checked. */
export class Environments {
  private readonly common: Readonly<Record<string, Type>>;
  private readonly parts: EnvironmentParts;
  private readonly callbacks = new Map<string | null, Type>();

  constructor({ service }: ResolvedService, parts: EnvironmentParts) {
    this.common = {
      input: typeFromSchema(service.inputs ?? {}),
      trigger: recordOf({ id: STRING }, 'trigger'),
      run: recordOf({ id: STRING, started_at: { kind: 'string', format: 'date-time' } }, 'run'),
      tenant: recordOf({ id: STRING }, 'tenant'),
      service: recordOf({ id: STRING, version: INT }, 'service'),
    };
    this.parts = parts;
  }

  /** Inside a trigger: what it received. */
  trigger(eventSchema: unknown): TypeEnv {
    const { input: _, ...rest } = this.common;
    return { roots: { ...rest, event: typeFromSchema(eventSchema) }, elsewhere: ELSEWHERE };
  }

  /** Where only the input is known: business keys, the first values of variables. */
  start(): TypeEnv {
    return { roots: this.common, elsewhere: ELSEWHERE };
  }

  /**
   * In the settings of a step, at the end of a turn or of the run, for one text with expressions. `soFar` names a container
   * whose own output can be read, as far as it has come.
   */
  at(where: Where, text: string, soFar: string | null = null): TypeEnv {
    const { drawing, flow, items, variables } = this.parts;
    const undone = typeof where === 'string' && drawing.undos.has(where);
    return {
      roots: {
        ...this.common,
        nodes: this.nodes(where, text, soFar),
        vars: variables.at(where),
        ...itemNames(items, drawing, where),
        ...(typeof where === 'string' ? { callback: this.callbacksAt(where) } : {}),
        ...(flow.errorAt(where) ? { error: ERROR_TYPE } : {}),
        ...(undone ? { compensation: recordOf({ key: STRING }, 'compensation') } : {}),
      },
      elsewhere: ELSEWHERE,
    };
  }

  private callbacksAt(step: string): Type {
    const { drawing } = this.parts;
    const level = levelOf(drawing, step);
    const known = this.callbacks.get(level);
    if (known !== undefined) return known;
    const found = callbacksAt(drawing, step);
    this.callbacks.set(level, found);
    return found;
  }

  /** Outputs by step. Only those that the text reads: a list of all for each text would grow with the square. */
  private nodes(where: Where, text: string, soFar: string | null): Type {
    const { places } = this.parts.drawing;
    const names = new Set<string>();
    for (const [, name] of text.matchAll(STEP_READ)) {
      if (name === undefined || !places.has(name)) return this.record(where, places.keys(), soFar);
      names.add(name);
    }
    return this.record(where, names, soFar);
  }

  private record(where: Where, names: Iterable<string>, soFar: string | null): Type {
    const fields: Record<string, Field> = {};
    for (const name of names) {
      const place = this.parts.drawing.places.get(name);
      if (place !== undefined) fields[name] = this.field(where, place, soFar);
    }
    return { kind: 'record', fields, open: false, what: 'nodes' };
  }

  private field(where: Where, place: Place, soFar: string | null): Field {
    const { drawing, flow, outputs } = this.parts;
    const { id } = place.node;
    if (id === soFar) return { type: outputs.soFar(id), optional: false };
    // Where it cannot be seen at all, that is said once, of the reading.
    if (!isVisible(drawing, id, where)) return { type: { kind: 'error' }, optional: false };
    if (givesNothing(place))
      return {
        type: NULL,
        optional: true,
        absent: { code: 'OR4003', facts: { what: 'nodes: this step has no output' } },
      };
    const type = outputs.of(id, flow.origin(where));
    return flow.always(id, where) ? { type, optional: false } : { type, optional: true, absent: { code: 'OR4010' } };
  }
}

function givesNothing({ known, node }: Place): boolean {
  return (
    known !== null && node.disabled !== true && node.on_error === undefined && known.kind.output(known.config) === null
  );
}

import type { JsonSchema, Service } from '@omniroute/dsl';
import {
  type Facts,
  type Field,
  INT,
  NO_FACTS,
  NULL,
  recordOf,
  STRING,
  type Type,
  type TypeEnv,
  typeFromSchema,
} from '@omniroute/expressions';
import type { Memo } from '../../incremental/memo.ts';
import type { ResolvedService } from '../../resolve/resolved.ts';
import type { Drawing, Place } from '../graph/drawing.ts';
import { callbacksAt, callbackType, withCallback } from './callbacks.ts';
import type { Dataflow } from './dataflow.ts';
import { ERROR_TYPE } from './error-type.ts';
import { type Items, itemNames, turnsAround } from './items.ts';
import type { Narrowing } from './narrowing.ts';
import type { Outputs } from './outputs.ts';
import type { Variables } from './variables.ts';
import { endOf, isVisible, levelOf, type Where } from './where.ts';

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

const NO_TURNS: Readonly<Record<string, Type>> = {};
const NO_NODES: Type = { kind: 'record', fields: {}, open: false, what: 'nodes' };

/** What the environments are made from. */
export interface EnvironmentParts {
  readonly drawing: Drawing;
  readonly flow: Dataflow;
  readonly outputs: Outputs;
  readonly variables: Variables;
  readonly items: Items;
  readonly narrowing: Narrowing;
  readonly memo: Memo;
}

/** What can be read everywhere. */
export type Names = Readonly<Record<string, Type>> & { readonly input: Type };

/** What can be read at a place besides that and the outputs of steps; inside a trigger only what it received. */
export interface Surroundings {
  readonly event?: JsonSchema;
  readonly vars?: Type;
  /** `item`, `index` and `loop` of the turns around. */
  readonly turns?: Readonly<Record<string, Type>>;
  readonly callbacks?: readonly string[] | null;
  readonly failed?: boolean;
  readonly undoes?: boolean;
}

/** What texts with expressions can read at one place. */
export interface Scope {
  /** Tells places apart. */
  readonly key: string;
  readonly common: Names;
  readonly around: Surroundings;
  /** The outputs of steps, as far as a text reads them. */
  nodes(text: string): Type | null;
  /** What conditions on the way have told of what a text reads. */
  known(text: string): Facts;
}

/** Makes the environments in which expressions are checked. */
export class Environments {
  private readonly common: Names;
  private readonly parts: EnvironmentParts;
  private readonly callbacks: readonly Place[];
  private readonly turns = new Map<string, Readonly<Record<string, Type>>>();

  constructor({ service }: ResolvedService, parts: EnvironmentParts) {
    this.common = parts.memo.of(commonNames, '', service.inputs);
    this.parts = parts;
    this.callbacks = withCallback(parts.drawing);
  }

  /** Inside a trigger: what it received. */
  trigger(id: string, event: JsonSchema): Scope {
    return { key: id, common: this.common, around: { event }, nodes: () => null, known: () => NO_FACTS };
  }

  /** Where only the input is known: business keys, the first values of variables. */
  start(): Scope {
    return { key: '', common: this.common, around: {}, nodes: () => null, known: () => NO_FACTS };
  }

  /**
   * In the settings of a step, at the end of a turn or of the run. `soFar` names a container whose own output can be read,
   * as far as it has come.
   */
  at(where: Where, soFar: string | null = null): Scope {
    const { drawing, flow, variables, narrowing } = this.parts;
    const isStep = typeof where === 'string';
    return {
      key: isStep ? where : `${soFar === null ? 'end' : 'progress'} of ${where.endOf ?? ''}`,
      common: this.common,
      nodes: (text) => this.nodes(where, text, soFar),
      known: (text) => narrowing.at(where, text),
      around: {
        vars: variables.at(where),
        turns: this.turnsIn(levelOf(drawing, where)),
        callbacks: isStep ? callbacksAt(this.callbacks, drawing, where) : null,
        failed: flow.errorAt(where),
        // A step whose name nobody can tell may be meant to undo another.
        undoes: isStep && (drawing.undos.has(where) || drawing.torn.has(levelOf(drawing, where))),
      },
    };
  }

  /** The turns around all places of a level: their items are known before anything in it is looked at. */
  private turnsIn(level: string | null): Readonly<Record<string, Type>> {
    if (level === null) return NO_TURNS;
    const { memo, items, drawing } = this.parts;
    const known = this.turns.get(level) ?? memo.of(itemNames, level, turnsAround(items, drawing, endOf(level)));
    this.turns.set(level, known);
    return known;
  }

  /** Outputs by step. Only those that the text reads: a list of all for each text would grow with the square. */
  private nodes(where: Where, text: string, soFar: string | null): Type {
    const { drawing, memo } = this.parts;
    const names = memo.of(stepsRead, text, text);
    if (names?.length === 0) return NO_NODES;
    const all = names === null || names.some((name) => !drawing.places.has(name));
    return this.record(where, all ? drawing.places.keys() : names, soFar);
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

function commonNames(inputs: Service['inputs']): Names {
  return {
    input: typeFromSchema(inputs ?? {}),
    trigger: recordOf({ id: STRING }, 'trigger'),
    run: recordOf({ id: STRING, started_at: { kind: 'string', format: 'date-time' } }, 'run'),
    tenant: recordOf({ id: STRING }, 'tenant'),
    service: recordOf({ id: STRING, version: INT }, 'service'),
  };
}

/** The names that can be read with the outputs of these steps. */
export function environmentOf(common: Names, nodes: Type | null, around: Surroundings, known: Facts): TypeEnv {
  const { event, vars, turns = NO_TURNS, callbacks = null, failed = false, undoes = false } = around;
  const { input, ...others } = common;
  const roots = {
    ...(event === undefined ? { input, ...others } : others),
    ...(event === undefined ? {} : { event: typeFromSchema(event) }),
    ...(nodes === null ? {} : { nodes }),
    ...(vars === undefined ? {} : { vars }),
    ...turns,
    ...(callbacks === null ? {} : { callback: callbackType(callbacks) }),
    ...(failed ? { error: ERROR_TYPE } : {}),
    ...(undoes ? { compensation: recordOf({ key: STRING }, 'compensation') } : {}),
  };
  return { roots, elsewhere: ELSEWHERE, ...(known === NO_FACTS ? {} : { known }) };
}

/** Names of steps that a text reads as far as they are written out; `null` where it may read any. */
function stepsRead(text: string): readonly string[] | null {
  const names = new Set<string>();
  for (const [, name] of text.matchAll(STEP_READ)) {
    if (name === undefined) return null;
    names.add(name);
  }
  return [...names];
}

function givesNothing({ known, node }: Place): boolean {
  return (
    known !== null && node.disabled !== true && node.on_error === undefined && known.kind.output(known.config) === null
  );
}

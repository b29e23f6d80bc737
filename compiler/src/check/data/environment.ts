import {
  DYN,
  type Field,
  INT,
  mapOf,
  NULL,
  recordOf,
  STRING,
  type Type,
  type TypeEnv,
  typeFromSchema,
  unionOf,
} from '@omniroute/expressions';
import type { ResolvedService } from '../../resolve/resolved.ts';
import type { Drawing, Place } from '../graph/drawing.ts';
import type { Assignments } from './assigned.ts';
import type { Outputs } from './outputs.ts';
import { END, type Precedences, type Where } from './precedence.ts';

const ERROR_TYPE: Type = recordOf(
  {
    code: STRING,
    message: STRING,
    details: DYN,
    node: unionOf([STRING, NULL]),
    iteration: unionOf([STRING, NULL]),
    attempt: unionOf([INT, NULL]),
  },
  'error',
);
const ELSEWHERE: Readonly<Record<string, string>> = {
  event: 'inside triggers',
  error: 'on paths that begin at an error or timeout exit',
  item: 'inside a loop',
  index: 'inside a loop',
  loop: 'inside a loop',
  nodes: 'after the start',
  vars: 'after the start',
  input: 'after the start',
  callback: 'in the settings of a step',
};

/** What a name in a hole may be after `nodes.`; anything else that begins with `nodes` needs the whole list. */
const STEP_READ = /\bnodes\b(?:\s*\.\s*\??\s*([a-z][a-z0-9_]*))?/g;

/** Makes the environments in which expressions are checked. */
export class Environments {
  private readonly common: Readonly<Record<string, Type>>;
  private readonly drawing: Drawing;
  private readonly precedences: Precedences;
  private readonly assignments: Assignments;
  private readonly outputs: Outputs;
  private readonly variables: readonly (readonly [name: string, type: Type])[];

  constructor(
    resolved: ResolvedService,
    drawing: Drawing,
    facts: { readonly precedences: Precedences; readonly assignments: Assignments },
    outputs: Outputs,
  ) {
    this.common = {
      input: typeFromSchema(resolved.service.inputs ?? {}),
      trigger: recordOf({ id: STRING }, 'trigger'),
      run: recordOf({ id: STRING, started_at: { kind: 'string', format: 'date-time' } }, 'run'),
      tenant: recordOf({ id: STRING }, 'tenant'),
      service: recordOf({ id: STRING, version: INT }, 'service'),
    };
    this.drawing = drawing;
    this.precedences = facts.precedences;
    this.assignments = facts.assignments;
    this.outputs = outputs;
    this.variables = (resolved.service.variables ?? []).map(({ name, schema }) => [name, typeFromSchema(schema)]);
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

  /** In the settings of a step, or at the end of the run, for one text with expressions. */
  at(where: Where, text: string): TypeEnv {
    return {
      roots: {
        ...this.common,
        nodes: this.nodes(where, text),
        vars: this.vars(where),
        ...(where === END ? {} : { callback: mapOf(mapOf(STRING)) }),
        ...(where !== END && this.assignments.errorAt(where) ? { error: ERROR_TYPE } : {}),
      },
      elsewhere: ELSEWHERE,
    };
  }

  /** Outputs by step. Only those that the text reads: a list of all for each text would grow with the square. */
  private nodes(where: Where, text: string): Type {
    const names = new Set<string>();
    for (const [, name] of text.matchAll(STEP_READ)) {
      if (name === undefined || !this.drawing.places.has(name)) return this.record(where, this.drawing.places.keys());
      names.add(name);
    }
    return this.record(where, names);
  }

  private record(where: Where, names: Iterable<string>): Type {
    const fields: Record<string, Field> = {};
    for (const name of names) {
      const place = this.drawing.places.get(name);
      if (place !== undefined) fields[name] = this.field(where, name, place);
    }
    return { kind: 'record', fields, open: false, what: 'nodes' };
  }

  private field(where: Where, name: string, place: Place): Field {
    if (givesNothing(place))
      return {
        type: NULL,
        optional: true,
        absent: { code: 'OR4003', facts: { what: 'nodes: this step has no output' } },
      };
    const type = this.outputs.of(name, where);
    return this.precedences.always(name, where)
      ? { type, optional: false }
      : { type, optional: true, absent: { code: 'OR4010' } };
  }

  private vars(where: Where): Type {
    const fields: Record<string, Field> = {};
    for (const [name, type] of this.variables)
      fields[name] = this.assignments.has(name, where)
        ? { type, optional: false }
        : { type, optional: true, absent: { code: 'OR4009' } };
    return { kind: 'record', fields, open: false, what: 'vars' };
  }
}

function givesNothing({ known, node }: Place): boolean {
  return (
    known !== null && node.disabled !== true && node.on_error === undefined && known.kind.output(known.config) === null
  );
}

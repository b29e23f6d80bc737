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
import type { ResolvedNode, ResolvedService } from '../resolve/resolved.ts';
import type { Flow } from './flow.ts';

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

/** What every expression after the start may read, whatever its place. */
function common(resolved: ResolvedService): Record<string, Type> {
  return {
    input: typeFromSchema(resolved.service.inputs ?? {}),
    trigger: recordOf({ id: STRING }, 'trigger'),
    run: recordOf({ id: STRING, started_at: { kind: 'string', format: 'date-time' } }, 'run'),
    tenant: recordOf({ id: STRING }, 'tenant'),
    service: recordOf({ id: STRING, version: INT }, 'service'),
  };
}

/** The environment inside a trigger. */
export function triggerEnvironment(eventSchema: unknown): TypeEnv {
  const {
    input: _,
    nodes: __,
    ...rest
  } = {
    input: DYN,
    nodes: DYN,
    tenant: recordOf({ id: STRING }),
    service: recordOf({ id: STRING, version: INT }),
    trigger: recordOf({ id: STRING }),
  };
  return { roots: { ...rest, event: typeFromSchema(eventSchema) }, elsewhere: ELSEWHERE };
}

/** The environment where only the input is known: business keys, the variables' initial values. */
export function inputEnvironment(resolved: ResolvedService): TypeEnv {
  return { roots: common(resolved), elsewhere: ELSEWHERE };
}

/** The environment of a node: outputs that precede, variables, and the error where there is one. */
export function nodeEnvironment(
  resolved: ResolvedService,
  id: string,
  flow: Flow,
  outputs: ReadonlyMap<string, Type>,
): TypeEnv {
  const error = flow.errors.get(id);
  const always = flow.always.get(id) ?? new Set();
  const sometimes = flow.sometimes.get(id) ?? new Set();
  return {
    roots: {
      ...common(resolved),
      nodes: nodesType(resolved, outputs, always, sometimes),
      vars: varsType(resolved, flow.assigned.get(id) ?? new Set()),
      callback: mapOf(mapOf(STRING)),
      ...(error === undefined ? {} : { error: error === 'always' ? ERROR_TYPE : ERROR_TYPE }),
    },
    elsewhere: ELSEWHERE,
  };
}

/** The environment at the end of the run: any step may or may not have been reached. */
export function endEnvironment(
  resolved: ResolvedService,
  flow: Flow,
  outputs: ReadonlyMap<string, Type>,
  finals: readonly string[],
): TypeEnv {
  const sets = finals.map((id) => new Set([...(flow.always.get(id) ?? []), id]));
  const always = sets.length === 0 ? new Set<string>() : sets.reduce((a, b) => a.intersection(b));
  const assigned = finals.map((id) => flow.assigned.get(id) ?? new Set<string>());
  return {
    roots: {
      ...common(resolved),
      nodes: nodesType(resolved, outputs, always, new Set(resolved.nodes.keys())),
      vars: varsType(
        resolved,
        assigned.length === 0
          ? new Set()
          : assigned.reduce<ReadonlySet<string>>((a, b) => a.intersection(b), assigned[0] as ReadonlySet<string>),
      ),
    },
    elsewhere: ELSEWHERE,
  };
}

function nodesType(
  resolved: ResolvedService,
  outputs: ReadonlyMap<string, Type>,
  always: ReadonlySet<string>,
  sometimes: ReadonlySet<string>,
): Type {
  const fields: Record<string, Field> = {};
  for (const id of resolved.nodes.keys()) {
    const type = outputs.get(id);
    if (type === undefined) continue;
    if (always.has(id)) fields[id] = { type, optional: false };
    else
      fields[id] = { type, optional: true, absent: { code: 'OR4010', facts: { name: id, before: sometimes.has(id) } } };
  }
  return { kind: 'record', fields, open: false, what: 'nodes' };
}

function varsType(resolved: ResolvedService, assigned: ReadonlySet<string>): Type {
  const fields: Record<string, Field> = {};
  for (const { name, schema } of resolved.service.variables ?? []) {
    const type = typeFromSchema(schema);
    fields[name] = assigned.has(name)
      ? { type, optional: false }
      : { type, optional: true, absent: { code: 'OR4009', facts: { name } } };
  }
  return { kind: 'record', fields, open: false, what: 'vars' };
}

/** Type of a node's output by its kind's answer; `of` is the type of a value in its config. */
export function outputType(node: ResolvedNode, valueType: (pointer: string) => Type): Type {
  if (node.node.disabled === true) return NULL;
  const spec = node.kind.output(node.config);
  if (spec === null) return NULL;
  if ('of' in spec) return valueType(spec.of);
  return 'schema' in spec ? typeFromSchema(spec.schema) : DYN;
}

import { type Diagnostic, diagnostic } from '@omniroute/errors';
import { formatPointer, isObject, type Json, parsePointer } from '@omniroute/primitives';

/** A document in the language's own spelling, and the way back to the places where it was written. */
export interface Normalised {
  readonly document: Json;
  readonly findings: readonly Diagnostic[];
  /** Pointer of the normalised document → pointer as written. */
  origin(pointer: string): string;
}

/** A node's fields under other names (LANGUAGE.md section 1); nested ones move into `config`. */
const NODE_ALIASES: Readonly<Record<string, readonly string[]>> = {
  node_type: ['type'],
  activity_ref: ['config', 'activity_ref'],
  ai_action: ['config'],
  n8n_node: ['config'],
  input_mapping: ['config', 'input'],
  input_data: ['config', 'input'],
};

/** Reads aliases of the language and drops what has no meaning here, each with a hint. */
export function normalise(written: Json): Normalised {
  const findings: Diagnostic[] = [];
  const moves: [from: string, to: string][] = [];
  const unwrapped = unwrap(written, moves);
  const document = isObject(unwrapped) ? service(unwrapped, findings, moves) : unwrapped;
  return { document, findings, origin: (pointer) => trace(pointer, moves) };
}

/** A wrapper `{ name, workflow: { nodes, edges … } }` becomes one document. */
function unwrap(written: Json, moves: [string, string][]): Json {
  if (!isObject(written) || !isObject(written.workflow)) return written;
  const { workflow, ...outer } = written;
  for (const field of Object.keys(workflow)) moves.push([`/${field}`, `/workflow/${field}`]);
  const name = typeof outer.name === 'string' ? outer.name : 'service';
  const slug = [...name.toLowerCase()]
    .map((c) => ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '-'))
    .join('')
    .split('-')
    .filter((part) => part !== '')
    .join('-');
  return { dsl_version: '1.0', id: slug, ...outer, ...workflow };
}

function service(written: { readonly [key: string]: Json }, findings: Diagnostic[], moves: [string, string][]): Json {
  const out: Record<string, Json> = {};
  for (const [field, value] of Object.entries(written)) {
    if (field === 'tenant_id') findings.push(diagnostic('OR1010', { pointer: '/tenant_id', facts: { field } }));
    else if (field === 'error_handling') {
      out.error_policy = value;
      moves.push(['/error_policy', '/error_handling']);
    } else out[field] = value;
  }
  if (Array.isArray(out.inputs)) out.inputs = listForm(out.inputs);
  if (Array.isArray(out.outputs)) out.outputs = outputsForm(out.outputs, out.variables);
  if (Array.isArray(out.nodes))
    out.nodes = out.nodes.map((node, index) => (isObject(node) ? nodeForm(node, index, moves) : node));
  if (Array.isArray(out.edges))
    out.edges = out.edges.map((edge, index) => (isObject(edge) ? edgeForm(edge, index, findings, moves) : edge));
  return out;
}

function nodeForm(node: { readonly [key: string]: Json }, index: number, moves: [string, string][]): Json {
  const out: Record<string, Json> = {};
  let config: Record<string, Json> = isObject(node.config) ? { ...node.config } : {};
  let moved = false;
  for (const [field, value] of Object.entries(node)) {
    const to = Object.hasOwn(NODE_ALIASES, field) ? NODE_ALIASES[field] : undefined;
    if (to === undefined) {
      if (field !== 'config')
        out[field] = field === 'timeout' && typeof value === 'string' ? { start_to_close: value } : value;
      continue;
    }
    moves.push([formatPointer(['nodes', index, ...to]), formatPointer(['nodes', index, field])]);
    const [first, second] = to;
    if (first !== 'config') out[first as string] = value;
    else {
      moved = true;
      if (second !== undefined) config[second] = value;
      else if (isObject(value)) config = { ...config, ...value };
    }
  }
  if (typeof node.activity_name === 'string') {
    delete out.activity_name;
    config.activity_ref = { name: node.activity_name };
    moved = true;
  }
  return node.config !== undefined || moved
    ? { ...out, config: node.config !== undefined && !isObject(node.config) ? node.config : config }
    : out;
}

function edgeForm(
  edge: { readonly [key: string]: Json },
  index: number,
  findings: Diagnostic[],
  moves: [string, string][],
): Json {
  const out: Record<string, Json> = {};
  for (const [field, value] of Object.entries(edge)) {
    const place = formatPointer(['edges', index, field]);
    if (field === 'sourceHandle') {
      out.source_handle = value;
      moves.push([formatPointer(['edges', index, 'source_handle']), place]);
    } else if (field === 'targetHandle' || field === 'target_handle' || field === 'id')
      findings.push(diagnostic('OR1010', { pointer: place, facts: { field } }));
    else out[field] = value;
  }
  return out;
}

/** `[{ name, type, required }]` as a schema. */
function listForm(list: readonly Json[]): Json {
  const fields = list.filter(isObject).filter((field) => typeof field.name === 'string');
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map(({ name, required: _, ...schema }) => [String(name), schema])),
    required: fields.filter((field) => field.required === true).map((field) => String(field.name)),
  };
}

/** A list-form output takes the variable of its name, else null. */
function outputsForm(list: readonly Json[], variables: Json | undefined): Json {
  const declared = new Set(
    (Array.isArray(variables) ? variables : []).filter(isObject).map((variable) => variable.name),
  );
  const names = list.filter(isObject).map((field) => String(field.name));
  return {
    schema: listForm(list),
    value: Object.fromEntries(names.map((name) => [name, declared.has(name) ? `\${ vars.${name} }` : null])),
  };
}

/** Takes a pointer back along the longest move that covers it. */
function trace(pointer: string, moves: readonly (readonly [from: string, to: string])[]): string {
  const covering = moves
    .filter(([from]) => pointer === from || pointer.startsWith(`${from}/`))
    .sort((a, b) => b[0].length - a[0].length)[0];
  if (covering === undefined) return pointer;
  const rest = parsePointer(pointer.slice(covering[0].length));
  return `${trace(
    covering[1],
    moves.filter((move) => move !== covering),
  )}${formatPointer(rest)}`;
}

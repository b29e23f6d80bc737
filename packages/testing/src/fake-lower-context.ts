import type { JsonSchema } from '@omniroute/dsl';
import { isTemplate } from '@omniroute/expressions';
import { type ActivityCall, joinOf, type KindDefinition, type LowerContext, type Mapping } from '@omniroute/kind-sdk';
import { formatPointer, getPointer, isObject, type Json } from '@omniroute/primitives';

/** What a lowering is told about the service around its node. */
export interface LowerFacts {
  /** Ports without an edge; all others lead somewhere. */
  readonly unconnected?: readonly string[];
  /** Pointers of texts that only the run can work out. */
  readonly late?: readonly string[];
  readonly messages?: Readonly<Record<string, JsonSchema>>;
}

/** Everything a lowering asked for, readable: numbers in the op stand for items of these lists. */
export interface Lowered {
  readonly exprs: string[];
  readonly types: JsonSchema[];
  readonly options: ('effect' | 'serving')[];
  /** Number by which the op refers to where a port leads. */
  readonly ports: Readonly<Record<string, number>>;
  readonly asked: Set<string>;
  readonly variables: string[];
  readonly subscriptions: { readonly name: string; readonly pointer: string }[];
}

/** Region of the body of every container that is lowered alone. */
const BODY = 1;

/** The compiler's side of a lowering, for one node alone. */
export function fakeLowerContext(
  definition: KindDefinition,
  config: Readonly<Record<string, unknown>>,
  { unconnected = [], late = [], messages = {} }: LowerFacts,
): { readonly context: LowerContext; readonly lowered: Lowered } {
  const lowered: Lowered = {
    exprs: [],
    types: [],
    options: [],
    ports: Object.fromEntries(definition.ports(config).map(({ id }, index) => [id, index + 1])),
    asked: new Set(),
    variables: [],
    subscriptions: [],
  };
  const place = <Item>(list: Item[], item: Item): number => {
    const known = list.findIndex((each) => JSON.stringify(each) === JSON.stringify(item));
    return known < 0 ? list.push(item) - 1 : known;
  };
  const mapping = (value: unknown): Mapping => mappingOf(value, (text) => place(lowered.exprs, text));
  const mappingAt = (pointer: string) => mapping(getPointer(config, pointer));
  const activity = (verb?: string) => `${definition.type}${verb === undefined ? '' : `.${verb}`}@${definition.version}`;
  const connection = typeof config.connection === 'string' ? config.connection : null;
  const context: LowerContext = {
    id: 'it',
    next: (port) => {
      lowered.asked.add(port);
      return unconnected.includes(port) ? null : (lowered.ports[port] ?? null);
    },
    connected: (port) => {
      lowered.asked.add(port);
      return !unconnected.includes(port);
    },
    branches: () =>
      definition
        .ports(config)
        .filter(({ id, role }) => {
          lowered.asked.add(id);
          return role !== 'error' && role !== 'timeout' && !unconnected.includes(id);
        })
        .map(({ id }) => ({ id, next: lowered.ports[id] ?? null })),
    join: () => joinOf(definition, config),
    body: () => BODY,
    retry: () => [],
    total: () => null,
    expr: (pointer) => place(lowered.exprs, String(getPointer(config, pointer))),
    mapping: mappingAt,
    record: (fields) => recordOf(fields, mappingAt),
    slot: (variable) => place(lowered.variables, variable),
    type: (schema) => place(lowered.types, schema),
    output: () => {
      const spec = definition.output(config);
      return spec !== null && 'schema' in spec ? place(lowered.types, spec.schema) : null;
    },
    messageType: (name) => (messages[name] === undefined ? null : place(lowered.types, messages[name])),
    fromInput: (pointer) => !late.includes(pointer),
    subscribe: (name, pointer) => void lowered.subscriptions.push({ name, pointer }),
    options: () => place(lowered.options, 'effect'),
    servingOptions: () => place(lowered.options, 'serving'),
    activity,
    platformActivity: (name) => `omniroute.${name}@1`,
    callee: () =>
      definition.callsService?.(config)?.service === null
        ? { name: 'this-service', body: 0 }
        : { name: null, body: null },
    connection: () => connection,
    call: (): ActivityCall => {
      const input = Object.fromEntries(Object.entries(config).filter(([name]) => !isKept(definition.config, name)));
      return { activity: activity(), input: mapping(input), options: place(lowered.options, 'effect'), connection };
    },
  };
  return { context, lowered };
}

/** Fields that stay with the compiler: the connection, and schemas of what comes back. */
function isKept(schema: unknown, name: string): boolean {
  const properties = isObject(schema) && isObject(schema.properties) ? schema.properties : {};
  const field = properties[name];
  return name === 'connection' || (isObject(field) && field['x-schema'] === true);
}

function mappingOf(value: unknown, expr: (text: string) => number): Mapping {
  const holes: [string, number][] = [];
  const filled = (part: unknown, pointer: string): Json => {
    if (typeof part === 'string' && isTemplate(part)) {
      holes.push([pointer, expr(part)]);
      return null;
    }
    if (Array.isArray(part)) return part.map((item, index) => filled(item, `${pointer}/${index}`));
    if (!isObject(part)) return (part ?? null) as Json;
    const members = Object.entries(part).map(([name, member]) => [
      name,
      filled(member, `${pointer}${formatPointer([name])}`),
    ]);
    return Object.fromEntries(members) as Json;
  };
  return { value: filled(value, ''), holes };
}

function recordOf(fields: Readonly<Record<string, string | Mapping>>, at: (pointer: string) => Mapping): Mapping {
  const parts = Object.entries(fields).map(
    ([name, field]) => [name, typeof field === 'string' ? at(field) : field] as const,
  );
  return {
    value: Object.fromEntries(parts.map(([name, part]) => [name, part.value])),
    holes: parts.flatMap(([name, part]) =>
      part.holes.map(([pointer, expr]) => [`${formatPointer([name])}${pointer}`, expr] as const),
    ),
  };
}

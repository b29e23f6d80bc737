import type { Connection, Edge, JsonSchema, Message, Node, Service, Trigger, Variable } from '@omniroute/dsl';
import type { Json } from '@omniroute/primitives';

type Rest<Whole, Given extends keyof Whole> = Omit<Partial<Whole>, Given>;

/** Writes service documents in a few words. Each call gives a new builder; none changes the one it is called on. */
export class ServiceBuilder {
  readonly document: Service;

  constructor(document: Service) {
    this.document = document;
  }

  /** Fields of the service itself. */
  with(fields: Partial<Service>): ServiceBuilder {
    return new ServiceBuilder({ ...this.document, ...fields });
  }

  /** The schema of the input: properties, all of them required. */
  input(properties: Readonly<Record<string, JsonSchema>>): ServiceBuilder {
    return this.with({ inputs: { type: 'object', required: Object.keys(properties), properties } });
  }

  variable(name: string, schema: JsonSchema, rest: Rest<Variable, 'name' | 'schema'> = {}): ServiceBuilder {
    return this.with({ variables: [...(this.document.variables ?? []), { name, schema, ...rest }] });
  }

  connection(name: string, type = 'commerce'): ServiceBuilder {
    const connection: Connection = { name, type };
    return this.with({ connections: [...(this.document.connections ?? []), connection] });
  }

  message(name: string, rest: Rest<Message, 'name'> = {}): ServiceBuilder {
    return this.with({ messages: [...(this.document.messages ?? []), { name, ...rest }] });
  }

  trigger(id: string, type: string, rest: Rest<Trigger, 'id' | 'type'> = {}): ServiceBuilder {
    return this.with({ triggers: [...(this.document.triggers ?? []), { id, type, ...rest }] });
  }

  node(
    id: string,
    type: string,
    config: Readonly<Record<string, unknown>> = {},
    rest: Rest<Node, 'id' | 'type'> = {},
  ): ServiceBuilder {
    return this.with({ nodes: [...this.document.nodes, { id, type, config: { ...config }, ...rest }] });
  }

  /** An edge; the source is written as in an edge's identity: `call:error` leaves `call` by `error`. */
  edge(source: string, target: string, rest: Rest<Edge, 'source' | 'target'> = {}): ServiceBuilder {
    const [from = '', port] = source.split(':');
    const edge: Edge = { source: from, ...(port === undefined ? {} : { source_handle: port }), target, ...rest };
    return this.with({ edges: [...this.document.edges, edge] });
  }

  /** Edges along a line of steps. */
  line(...ids: readonly string[]): ServiceBuilder {
    return ids.slice(1).reduce<ServiceBuilder>((builder, id, index) => builder.edge(ids[index] as string, id), this);
  }

  /** The document as JSON, as a compiler gets it. */
  get json(): Json {
    return structuredClone(this.document) as unknown as Json;
  }
}

/** Begins a service. */
export function service(id = 'service', name = 'Service'): ServiceBuilder {
  return new ServiceBuilder({ dsl_version: '1.0', id, name, nodes: [], edges: [] });
}

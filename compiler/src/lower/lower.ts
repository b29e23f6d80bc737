import type { JsonSchema } from '@omniroute/dsl';
import { joinOf, type KindDefinition, type LowerContext, type Lowering, type Mapping } from '@omniroute/kind-sdk';
import type { Next, Plan, PlanExpr, PlanLoop, PlanNode, PlanOptions, PlanSubscription } from '@omniroute/plan';
import { compareCodePoints, formatPointer, getPointer, type Json } from '@omniroute/primitives';
import type { CheckedService } from '../check/check.ts';
import { LargeValues } from '../check/data/large-values.ts';
import type { ResolvedNode, ResolvedService } from '../resolve/resolved.ts';
import { Interner } from './interner.ts';
import { withKeeps } from './keeps.ts';
import { isKnownAtStart } from './known-at-start.ts';
import { PAYLOAD_CHARACTERS } from './limits.ts';
import { addExpr, toMapping } from './mapping.ts';
import { type Numbering, numberingOf, regionOf, regionsOf } from './numbering.ts';
import { effectOptions, retriesOf, SERVING_OPTIONS, toMs, totalOf } from './options.ts';
import { Parts } from './parts.ts';
import { withRefs } from './refs.ts';
import { branchesOf, Tokens } from './tokens.ts';
import { undoOf } from './undo.ts';

/** Lowerings of all kinds, by type. */
export type LoweringRegistry = Readonly<Record<string, Lowering<KindDefinition>>>;

const DEFAULT_KEEP_MS = 86_400_000;
const LIMITS = { steps: 10_000, fuel: 1_000_000, payload_bytes: PAYLOAD_CHARACTERS };

/** Turns a checked service into its plan. Nodes are numbered in the order of the graph, so equal services give equal plans. */
export function lower(resolved: ResolvedService, checked: CheckedService, lowerings: LoweringRegistry): Plan {
  return withKeeps(new PlanBuilder(resolved, checked, lowerings).build());
}

class PlanBuilder {
  private readonly exprs = new Interner<PlanExpr>();
  private readonly types = new Interner<JsonSchema>();
  private readonly options = new Interner<PlanOptions>();
  private readonly subscriptions = new Interner<PlanSubscription>();
  private readonly numbering: Numbering;
  private readonly numbers: ReadonlyMap<string, number>;
  private readonly tokens: Tokens;
  private readonly parts: Parts;
  private readonly large: LargeValues;
  private readonly resolved: ResolvedService;
  private readonly checked: CheckedService;
  private readonly lowerings: LoweringRegistry;

  constructor(resolved: ResolvedService, checked: CheckedService, lowerings: LoweringRegistry) {
    this.resolved = resolved;
    this.checked = checked;
    this.lowerings = lowerings;
    this.numbering = numberingOf(checked.graph);
    this.numbers = this.numbering.nodes;
    this.large = new LargeValues(checked.graph);
    this.tokens = new Tokens(checked.graph, this.numbering);
    this.parts = new Parts(
      this.numbering.ids.map((id) => resolved.nodes.get(id)),
      1 + this.numbering.regions.size,
    );
  }

  build(): Plan {
    const { service } = this.resolved;
    const slots = (service.variables ?? []).map((variable, index) => ({
      name: variable.name,
      type: this.types.add(variable.schema),
      region: variable.scope === undefined ? 0 : (this.numbering.regions.get(variable.scope) ?? 0),
      merge: variable.merge ?? null,
      initial:
        variable.initial === undefined
          ? null
          : toMapping(this.exprs, variable.initial, formatPointer(['variables', index, 'initial'])),
    }));
    const nodes = this.numbering.ids.map((id) => this.node(this.resolved.nodes.get(id) as ResolvedNode));
    const start =
      this.checked.graph.starts.find((each) => each.trigger === null)?.node ?? this.checked.graph.starts[0]?.node;
    const entry = start === undefined ? null : (this.numbers.get(start) ?? null);
    return this.parts.linkedTo({
      abi: 1,
      nodes,
      regions: regionsOf(this.checked.graph, this.numbering, nodes, entry),
      slots,
      triggers: this.triggers(entry),
      messages: (service.messages ?? []).map(({ name, schema, keep }) => ({
        name,
        type: schema === undefined ? null : this.types.add(schema),
        keep_ms: keep === undefined ? DEFAULT_KEEP_MS : toMs(keep),
      })),
      entry,
      input: service.inputs === undefined ? null : this.types.add(service.inputs),
      output: {
        type: service.outputs?.schema === undefined ? null : this.types.add(service.outputs.schema),
        value:
          service.outputs?.value === undefined ? null : toMapping(this.exprs, service.outputs.value, '/outputs/value'),
      },
      error_policy: service.error_policy?.strategy ?? 'compensate',
      deadline_ms: service.timeout === undefined ? null : toMs(service.timeout),
      business_keys: Object.keys(service.business_keys ?? {})
        .sort()
        .map((name) => ({
          name,
          expr: addExpr(this.exprs, String(service.business_keys?.[name]), formatPointer(['business_keys', name])),
        })),
      connections: (service.connections ?? []).map(({ name, type }) => ({ name, type })),
      loops: this.loops(),
      limits: LIMITS,
      map: Object.fromEntries([...this.resolved.nodes.values()].map(({ node, pointer }) => [node.id, pointer])),
      exprs: this.exprs.items,
      types: this.types.items,
      options: this.options.items,
      subscriptions: this.subscriptions.items,
    });
  }

  /** Connections back. Those that share an exit, as error edges can, are told apart by where they lead. */
  private loops(): readonly PlanLoop[] {
    const { back, drawing } = this.checked.graph;
    return [...back]
      .map((arc) => {
        const to = this.numberOf(arc.target);
        const shared = (drawing.places.get(arc.source)?.out ?? []).some(
          (each) => each !== arc && each.port === arc.port,
        );
        const max = arc.edge.loop?.max ?? null;
        return { arc, to, loop: { node: this.numberOf(arc.source), port: arc.port, max, ...(shared ? { to } : {}) } };
      })
      .sort((a, b) => a.loop.node - b.loop.node || compareCodePoints(a.loop.port, b.loop.port) || a.to - b.to)
      .map(({ loop }) => loop);
  }

  private numberOf(id: string): number {
    const number = this.numbers.get(id);
    if (number === undefined) throw new Error(`No path leads to ${id}, so it has no number`);
    return number;
  }

  private triggers(entry: Next): Plan['triggers'] {
    return this.resolved.triggers.map(({ trigger, pointer }) => {
      const edge = this.resolved.edges.find((each) => each.fromTrigger && each.source === trigger.id);
      return {
        id: trigger.id,
        type: trigger.type,
        entry: edge === undefined ? entry : (this.numbers.get(edge.target) ?? null),
        config: toMapping(this.exprs, trigger.config ?? {}, `${pointer}/config`),
        input: trigger.input === undefined ? null : toMapping(this.exprs, trigger.input, `${pointer}/input`),
        when: trigger.when === undefined ? null : addExpr(this.exprs, trigger.when, `${pointer}/when`),
      };
    });
  }

  private node(resolved: ResolvedNode): PlanNode {
    const { node, outgoing, ports, config, pointer } = resolved;
    const lowering = this.lowerings[node.type];
    if (lowering === undefined) throw new Error(`No lowering for ${node.type}`);
    const errors = outgoing
      .filter((edge) => ports.find((port) => port.id === edge.port)?.role === 'error')
      .map((edge) => ({ on: edge.edge.on ?? null, next: this.numbers.get(edge.target) ?? null }));
    const fork = this.tokens.fork(node.id);
    return {
      ...withRefs(lowering.lower(config as never, this.context(resolved)), this.exprs.items, this.large),
      id: node.id,
      region: regionOf(this.checked.graph, this.numbering, node.id),
      errors,
      continue:
        node.on_error === undefined
          ? null
          : toMapping(this.exprs, node.on_error.continue, `${pointer}/on_error/continue`),
      out: this.next(resolved, 'out'),
      // A split that starts all has nothing else to do, so passing through it is the same.
      disabled: node.disabled === true && fork === null,
      gather: this.tokens.gather(node.id),
      fork,
      undo: undoOf(resolved, this.checked, this.numbering),
      keep: null,
    } as PlanNode;
  }

  private next(resolved: ResolvedNode, port: string): Next {
    const edge = resolved.outgoing.find((each) => each.port === port);
    return edge === undefined ? null : (this.numbers.get(edge.target) ?? null);
  }

  private context(resolved: ResolvedNode): LowerContext {
    const { node, kind, config, pointer } = resolved;
    const at = (place: string) => `${pointer}/config${place}`;
    const mapping = (place: string): Mapping => toMapping(this.exprs, getPointer(config, place), at(place));
    const activity = (verb?: string) =>
      verb === undefined ? `${kind.type}@${kind.version}` : `${kind.type}.${verb}@${kind.version}`;
    const effect = () => this.options.add(effectOptions(resolved));
    const connection = () => (typeof config.connection === 'string' ? config.connection : null);
    return {
      id: node.id,
      next: (port) => this.next(resolved, port),
      connected: (port) => resolved.outgoing.some((edge) => edge.port === port),
      expr: (place) => addExpr(this.exprs, String(getPointer(config, place)), at(place)),
      mapping,
      record: (fields) => {
        const value: Record<string, Json> = {};
        const holes: [string, number][] = [];
        for (const [name, field] of Object.entries(fields)) {
          const part = typeof field === 'string' ? mapping(field) : field;
          value[name] = part.value;
          holes.push(
            ...part.holes.map(([place, expr]): [string, number] => [`${formatPointer([name])}${place}`, expr]),
          );
        }
        return { value, holes };
      },
      slot: (variable) => (this.resolved.service.variables ?? []).findIndex((each) => each.name === variable),
      type: (schema) => this.types.add(schema),
      output: () => {
        const spec = kind.output(config);
        return spec !== null && 'schema' in spec ? this.types.add(spec.schema) : null;
      },
      messageType: (name) => {
        const schema = (this.resolved.service.messages ?? []).find((message) => message.name === name)?.schema;
        return schema === undefined ? null : this.types.add(schema);
      },
      fromInput: (place) => isKnownAtStart(getPointer(config, place), this.checked.data.reads.get(at(place)) ?? []),
      subscribe: (name, place) => {
        this.subscriptions.add({
          name,
          correlation: addExpr(this.exprs, String(getPointer(config, place)), at(place)),
        });
      },
      retry: () => retriesOf(resolved),
      total: () => totalOf(resolved),
      join: () => joinOf(kind, config),
      body: () => this.numbering.regions.get(node.id) ?? 0,
      branches: () => branchesOf(resolved, this.numbering),
      options: effect,
      servingOptions: () => this.options.add(SERVING_OPTIONS),
      activity,
      platformActivity: (name) => `omniroute.${name}@1`,
      callee: () => {
        const { callee } = resolved;
        if (callee?.called.service === null) return { name: this.resolved.service.id, body: 0 };
        return { name: callee?.called.service ?? null, body: this.parts.bodyOf(resolved) };
      },
      connection,
      call: () => {
        return {
          activity: activity(),
          input: toMapping(this.exprs, inputFields(kind.config, config), at('')),
          options: effect(),
          connection: connection(),
        };
      },
    };
  }
}

/**
 * The settings an activity is given: not the connection, which travels by itself, and no schema of its answer, which the
 * wrapper judges by the plan and which would enter every history.
 */
function inputFields(schema: unknown, config: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const properties =
    (schema as { readonly properties?: Readonly<Record<string, { readonly 'x-schema'?: unknown }>> }).properties ?? {};
  return Object.fromEntries(
    Object.entries(config).filter(([name]) => name !== 'connection' && properties[name]?.['x-schema'] !== true),
  );
}

import type { Edge, Hole, JsonSchema, Node, Service, Trigger, TriggerDefinition } from '@omniroute/dsl';
import type {
  ActivityCatalogue,
  CalledService,
  KindDefinition,
  KnownServices,
  PortSpec,
  ServiceContract,
} from '@omniroute/kind-sdk';

/** The registry of kinds, by type. */
export type KindRegistry = Readonly<Record<string, KindDefinition>>;

/** A node with everything its kind answers. */
export interface ResolvedNode {
  readonly node: Node;
  readonly index: number;
  /** Pointer of the node in the normalised document. */
  readonly pointer: string;
  readonly kind: KindDefinition;
  readonly config: Readonly<Record<string, unknown>>;
  /** The catalogue's activity, or the service, that it calls: where its config holds the input, and what that must fit. */
  readonly called: { readonly name: string; readonly at: string; readonly schema: JsonSchema } | null;
  /** The service that it calls or starts; `contract` is null where it is not known here. */
  readonly callee: { readonly called: CalledService; readonly contract: ServiceContract | null } | null;
  readonly ports: readonly PortSpec[];
  /** Templates of its config; pointers are into the document. */
  readonly holes: readonly Hole[];
  readonly outgoing: readonly ResolvedEdge[];
  readonly incoming: readonly ResolvedEdge[];
}

export interface ResolvedEdge {
  readonly edge: Edge;
  readonly id: string;
  readonly pointer: string;
  readonly source: string;
  readonly port: string;
  readonly target: string;
  /** Starts at a trigger. */
  readonly fromTrigger: boolean;
}

export interface ResolvedTrigger {
  readonly trigger: Trigger;
  readonly index: number;
  readonly pointer: string;
  readonly definition: TriggerDefinition;
  readonly holes: readonly Hole[];
}

/** A service whose shape is right and whose names all refer to something. */
export interface ResolvedService {
  readonly service: Service;
  /** All kinds there are. */
  readonly kinds: KindRegistry;
  /** The tenant's activities, as far as they are known. */
  readonly catalogue: ActivityCatalogue;
  /** Services that can be called, as far as they are known. */
  readonly services: KnownServices;
  readonly nodes: ReadonlyMap<string, ResolvedNode>;
  readonly edges: readonly ResolvedEdge[];
  readonly triggers: readonly ResolvedTrigger[];
  /** Templates outside nodes and triggers: outputs, business keys, initial values. */
  readonly holes: readonly Hole[];
}

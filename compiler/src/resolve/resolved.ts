import type { Edge, Hole, JsonSchema, Node, Service, Trigger, TriggerDefinition } from '@omniroute/dsl';
import type { ActivityCatalogue, KindDefinition, PortSpec } from '@omniroute/kind-sdk';

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
  /** The catalogue's activity that it calls: where its config holds the input, and what that must fit. */
  readonly called: { readonly name: string; readonly at: string; readonly schema: JsonSchema } | null;
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
  readonly nodes: ReadonlyMap<string, ResolvedNode>;
  readonly edges: readonly ResolvedEdge[];
  readonly triggers: readonly ResolvedTrigger[];
  /** Templates outside nodes and triggers: outputs, business keys, initial values. */
  readonly holes: readonly Hole[];
}

import type { Json } from '@omniroute/primitives';
import type { Edge, Node } from '../document/service.ts';

/** Lists of a service whose items have a stable name of their own, and the field that holds it. */
export const COLLECTIONS = {
  triggers: 'id',
  variables: 'name',
  messages: 'name',
  connections: 'name',
  rules: 'id',
  notes: 'id',
} as const;
export type Collection = keyof typeof COLLECTIONS;

/** Fields of the service itself; `value` absent removes the field. */
export const SERVICE_FIELDS = [
  'name',
  'description',
  'category',
  'inputs',
  'outputs',
  'error_policy',
  'timeout',
  'business_keys',
] as const;
export type ServiceField = (typeof SERVICE_FIELDS)[number];

/**
 * The one vocabulary of change: what the designer, the assistant, the compiler's fixes, comparison and history speak.
 * Everything is addressed by stable ids; `index` keeps the place in a list and is the end when absent.
 */
export type Operation =
  | { readonly op: 'add_node'; readonly node: Node; readonly index?: number }
  | { readonly op: 'remove_node'; readonly id: string }
  | { readonly op: 'move_node'; readonly id: string; readonly position: { readonly x: number; readonly y: number } }
  /** Sets the value at a pointer inside the node; absent removes it. The id cannot change. */
  | { readonly op: 'update_node'; readonly id: string; readonly pointer: string; readonly value?: Json }
  | { readonly op: 'set_parent'; readonly id: string; readonly parent: string | null }
  | { readonly op: 'set_name'; readonly id: string; readonly name: string | null }
  | {
      readonly op: 'set_compensation';
      readonly id: string;
      readonly with: string | null;
      readonly on?: 'attempted' | 'completed';
    }
  | { readonly op: 'connect'; readonly edge: Edge; readonly index?: number }
  | { readonly op: 'disconnect'; readonly edge: string }
  /** Replaces label, codes and loop mark of an edge; absent ones are removed. */
  | {
      readonly op: 'set_edge';
      readonly edge: string;
      readonly label?: string;
      readonly on?: string[];
      readonly loop?: { max?: number };
    }
  /** Adds an item or replaces the one of the same name. */
  | { readonly op: 'put'; readonly collection: Collection; readonly item: Json; readonly index?: number }
  | { readonly op: 'remove'; readonly collection: Collection; readonly id: string }
  | { readonly op: 'set_service'; readonly field: ServiceField; readonly value?: Json }
  /** Puts the items of a list in this order. */
  | { readonly op: 'arrange'; readonly list: 'nodes' | 'edges' | Collection; readonly ids: readonly string[] };

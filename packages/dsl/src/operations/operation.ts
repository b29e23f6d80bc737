import type { Json } from '@omniroute/primitives';
import type { TSchema } from 'typebox';
import * as Type from 'typebox';
import { CLOSED, NodeIdField, PositionField } from '../document/parts.ts';
import { Connection, Edge, Message, Node, Note, Rule, Trigger, Variable } from '../document/service.ts';

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

/** What an item of each list looks like. */
export const ITEM_SCHEMAS = {
  triggers: Trigger,
  variables: Variable,
  messages: Message,
  connections: Connection,
  rules: Rule,
  notes: Note,
} as const satisfies Record<Collection, TSchema>;

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

const LISTS = ['nodes', 'edges', 'triggers', 'variables', 'messages', 'connections', 'rules', 'notes'] as const;

const literal = { 'x-literal': true } as const;
const Name = Type.String(literal);
const Pointer = Type.String({ pattern: '^(/.*)?$', ...literal });
const Index = Type.Optional(Type.Integer({ minimum: 0, ...literal }));
/** Any JSON value; what its place allows is judged where it is put. */
const Value = Type.Unsafe<Json>({});
const { label, on, loop } = Edge.properties;

/**
 * The one vocabulary of change: what the designer, the assistant, the compiler's fixes, comparison and history speak.
 * Everything is addressed by stable ids; `index` keeps the place in a list and is the end when absent.
 */
export const OPERATIONS = {
  add_node: Type.Object({ op: Type.Literal('add_node'), node: Node, index: Index }, CLOSED),
  remove_node: Type.Object({ op: Type.Literal('remove_node'), id: NodeIdField }, CLOSED),
  move_node: Type.Object({ op: Type.Literal('move_node'), id: NodeIdField, position: PositionField }, CLOSED),
  /** Sets the value at a pointer inside the node; absent removes it. The id cannot change. */
  update_node: Type.Object(
    { op: Type.Literal('update_node'), id: NodeIdField, pointer: Pointer, value: Type.Optional(Value) },
    CLOSED,
  ),
  set_parent: Type.Object(
    { op: Type.Literal('set_parent'), id: NodeIdField, parent: Type.Union([NodeIdField, Type.Null()]) },
    CLOSED,
  ),
  set_name: Type.Object(
    { op: Type.Literal('set_name'), id: NodeIdField, name: Type.Union([Name, Type.Null()]) },
    CLOSED,
  ),
  set_compensation: Type.Object(
    {
      op: Type.Literal('set_compensation'),
      id: NodeIdField,
      with: Type.Union([NodeIdField, Type.Null()]),
      on: Node.properties.compensate_on,
    },
    CLOSED,
  ),
  connect: Type.Object({ op: Type.Literal('connect'), edge: Edge, index: Index }, CLOSED),
  disconnect: Type.Object({ op: Type.Literal('disconnect'), edge: Name }, CLOSED),
  /** Replaces label, codes and loop mark of an edge; absent ones are removed. */
  set_edge: Type.Object({ op: Type.Literal('set_edge'), edge: Name, label, on, loop }, CLOSED),
  /** Adds an item or replaces the one of the same name. */
  put: Type.Object(
    {
      op: Type.Literal('put'),
      collection: Type.Enum(Object.keys(COLLECTIONS) as Collection[], literal),
      item: Value,
      index: Index,
    },
    CLOSED,
  ),
  remove: Type.Object(
    { op: Type.Literal('remove'), collection: Type.Enum(Object.keys(COLLECTIONS) as Collection[], literal), id: Name },
    CLOSED,
  ),
  set_service: Type.Object(
    {
      op: Type.Literal('set_service'),
      field: Type.Enum(SERVICE_FIELDS, literal),
      value: Type.Optional(Value),
    },
    CLOSED,
  ),
  /** Puts the items of a list in this order. No ids make an empty list, `null` takes an empty list away. */
  arrange: Type.Object(
    {
      op: Type.Literal('arrange'),
      list: Type.Enum(LISTS, literal),
      ids: Type.Unsafe<readonly string[] | null>(Type.Union([Type.Array(Name), Type.Null()])),
    },
    CLOSED,
  ),
} as const;

export type OperationName = keyof typeof OPERATIONS;
export type Operation = { [Name in OperationName]: Readonly<Type.Static<(typeof OPERATIONS)[Name]>> }[OperationName];
/** One operation by its name. */
export type OperationOf<Name extends OperationName> = Extract<Operation, { op: Name }>;

/** Branded ids: a value tells what it is, and one kind of id cannot stand for another. */
declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

export type ServiceId = Id<'ServiceId'>;
export type NodeId = Id<'NodeId'>;
export type TriggerId = Id<'TriggerId'>;
export type EdgeId = Id<'EdgeId'>;

/** The service's slug. */
export const SERVICE_ID_PATTERN = '^[a-z][a-z0-9-]{1,62}$';
/** Ids of nodes and triggers, names of variables, connections and rules: one namespace for nodes and triggers. */
export const NODE_ID_PATTERN = '^[a-z][a-z0-9_]{0,62}$';
/** Names of services. */
export const SERVICE_NAME_PATTERN = '^[A-Za-z0-9 _-]{3,100}$';
/** Names of messages and events: dotted lower-case words. */
export const MESSAGE_NAME_PATTERN = '^[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*$';

/** CEL's reserved words and literals: none of them can be an id, because `nodes.<id>` could not be written. */
export const RESERVED_WORDS: ReadonlySet<string> = new Set([
  'false',
  'in',
  'null',
  'true',
  'as',
  'break',
  'const',
  'continue',
  'else',
  'for',
  'function',
  'if',
  'import',
  'let',
  'loop',
  'package',
  'namespace',
  'return',
  'var',
  'void',
  'while',
]);

/** An edge's identity: `source:handle>target`, handle `out` when absent. */
export function edgeId(edge: { source: string; source_handle?: string | undefined; target: string }): EdgeId {
  return `${edge.source}:${edge.source_handle ?? 'out'}>${edge.target}` as EdgeId;
}

import { type Edge, edgeId } from '@omniroute/dsl';
import type { Diagnostic } from '@omniroute/errors';
import { isObject } from '@omniroute/primitives';

/**
 * Gives a finding the id of the step, trigger or connection that its pointer leads into, where the pass that made it spoke of
 * the shape only: whoever draws findings finds them by id.
 */
export function withNames(finding: Diagnostic, document: unknown): Diagnostic {
  const [, list = '', index] = finding.pointer.split('/');
  const items = isObject(document) ? document[list] : undefined;
  const item = Array.isArray(items) ? items[Number(index)] : undefined;
  if (!isObject(item)) return finding;
  if ((list === 'nodes' || list === 'triggers') && finding.node_id === undefined && typeof item.id === 'string')
    return { ...finding, node_id: item.id };
  if (list === 'edges' && finding.edge_id === undefined && isEdge(item)) return { ...finding, edge_id: edgeId(item) };
  return finding;
}

function isEdge(item: object): item is Edge {
  const { source, target } = item as Partial<Edge>;
  return typeof source === 'string' && typeof target === 'string';
}

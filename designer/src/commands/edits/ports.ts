import type { Node } from '@omniroute/dsl';
import type { KindDefinition, PortSpec } from '@omniroute/kind-sdk';
import type { GraphView } from '@omniroute/shared-doc';
import type { Kinds } from '../editor.ts';

const OUT: readonly PortSpec[] = [{ id: 'out', role: 'out' }];

/** Exits of a step; kinds that this page does not know have one, `out`. */
export function portsOfNode(kinds: Kinds, node: Pick<Node, 'type' | 'config'>): readonly PortSpec[] {
  return kindOf(kinds, node.type)?.ports(node.config ?? {}) ?? OUT;
}

/** Exits of a step or trigger. */
export function portsOf(view: GraphView, kinds: Kinds, id: string): readonly PortSpec[] {
  const node = view.nodes.get(id);
  return node === undefined ? OUT : portsOfNode(kinds, node);
}

/** The exit by which a step goes on when all is well; `null` of one that ends its path. */
export function mainPort(ports: readonly PortSpec[]): string | null {
  for (const role of ['out', 'branch', 'outcome', 'event', 'default'] as const) {
    const port = ports.find((each) => each.role === role);
    if (port !== undefined) return port.id;
  }
  return null;
}

/** A kind by its name; names that come from a document are not looked up in the prototype. */
export function kindOf(kinds: Kinds, type: string): KindDefinition | undefined {
  return Object.hasOwn(kinds, type) ? kinds[type] : undefined;
}

/** Whether several connections may leave by a port: those of a fork, and errors told apart by their codes. */
export function takesMany(view: GraphView, kinds: Kinds, source: string, port: string): boolean {
  const node = view.nodes.get(source);
  if (node === undefined) return false;
  if (kindOf(kinds, node.type)?.split?.(node.config ?? {}) === 'all') return true;
  return portsOfNode(kinds, node).some(({ id, role }) => id === port && role === 'error');
}

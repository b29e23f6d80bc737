import type { PortSpec } from '@omniroute/kind-sdk';

const isFault = ({ role }: PortSpec) => role === 'error' || role === 'timeout';

/**
 * Where a port stands on the lower edge of its box, as a share of its width. The one way on stands in the middle, so that a
 * plain chain is a straight line, and faults leave on the right; several ways on share the edge.
 */
export function portShare(ports: readonly PortSpec[], index: number): number {
  const port = ports[index];
  const faults = ports.filter(isFault);
  if (port === undefined || ports.length - faults.length !== 1) return (index + 1) / (ports.length + 1);
  return isFault(port) ? 0.6 + (0.4 * (faults.indexOf(port) + 1)) / (faults.length + 1) : 0.5;
}

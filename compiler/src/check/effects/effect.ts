import type { Place } from '../graph/drawing.ts';

/** The activity that is a step's own effect, not one that merely serves it: its failure leaves by an error exit. */
export function effectOf({ known, ports }: Place) {
  const activity = known?.kind.activity;
  return activity !== undefined && ports.some((port) => port.role === 'error') ? activity : null;
}

/** Whether nothing of a failure gets past a step: it is passed over, or an error exit takes all that no other takes. */
export function catchesAll({ node, out }: Place): boolean {
  if (node.on_error !== undefined) return true;
  return out.some(({ role, edge }) => role === 'error' && (edge.on === undefined || edge.on.includes('*')));
}

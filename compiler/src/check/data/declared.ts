import { diagnostic } from '@omniroute/errors';
import { closestName, formatPointer } from '@omniroute/primitives';
import type { DataPass } from './data.ts';

/** Variables name a container of the service as their scope, and are set only where they exist. */
export function checkVariables(pass: DataPass): void {
  const { bodies, places } = pass.graph.drawing;
  for (const [index, { scope }] of (pass.resolved.service.variables ?? []).entries()) {
    if (scope === undefined || bodies.has(scope)) continue;
    const close = closestName(scope, bodies.keys());
    pass.findings.push(
      diagnostic('OR2008', {
        pointer: formatPointer(['variables', index, 'scope']),
        ...(close === undefined ? {} : { did_you_mean: close }),
        facts: { name: scope },
      }),
    );
  }
  for (const { known, node, pointer } of places.values()) {
    for (const { variable, pointer: place } of known?.kind.assigns?.(known.config) ?? []) {
      if (pass.variables.isVisible(variable, node.id)) continue;
      const facts = { name: variable, parent: pass.variables.scopeOf(variable) };
      pass.findings.push(diagnostic('OR4019', { pointer: `${pointer}/config${place}`, node_id: node.id, facts }));
    }
  }
}

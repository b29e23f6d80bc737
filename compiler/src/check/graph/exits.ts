import type { Operation } from '@omniroute/dsl';
import { type Diagnostic, diagnostic } from '@omniroute/errors';
import type { Arc, Drawing, Place } from './drawing.ts';
import { startAll } from './insert.ts';

/** What leaves each step: one connection an exit, nothing across a border, codes only at an error exit. */
export function checkExits(drawing: Drawing, findings: Diagnostic[]): void {
  for (const place of drawing.places.values()) {
    oneEach(drawing, place, findings);
    for (const arc of place.out)
      if (arc.edge.on !== undefined && arc.role !== 'error' && place.ports.some(({ id }) => id === arc.port))
        codes(arc, findings);
    inItself(drawing, place, findings);
    disabled(place, findings);
  }
  // An undo has no connections at all.
  for (const { pointer, id, source, target } of drawing.crossing)
    if (!drawing.undos.has(source) && !drawing.undos.has(target))
      findings.push(diagnostic('OR3006', { pointer, edge_id: id, facts: { node: source, other: target } }));
  for (const arc of drawing.starting) if (arc.edge.on !== undefined) codes(arc, findings);
}

/** A container that lives in itself. */
function inItself({ selfish }: Drawing, { node, pointer }: Place, findings: Diagnostic[]): void {
  if (!selfish.has(node.id)) return;
  findings.push(
    diagnostic('OR3019', {
      pointer: `${pointer}/parent`,
      node_id: node.id,
      facts: { node: node.id },
      fix: [{ op: 'set_parent', id: node.id, parent: null }],
    }),
  );
}

/** Two connections on one exit (OR3005) only from a split that starts all, or an error exit with different codes. */
function oneEach(drawing: Drawing, place: Place, findings: Diagnostic[]): void {
  const { node, out, known } = place;
  // The exits of a step of a kind that nobody knows are not known either.
  if (known === null && !drawing.kinds[node.type]) return;
  if (known?.kind.split?.(known.config) === 'all') return;
  const used = new Set<string>();
  for (const arc of out) {
    const patterns = arc.role === 'error' ? (arc.edge.on ?? ['']) : [''];
    const keys = patterns.map((pattern) => `${arc.port} ${pattern}`);
    if (keys.some((key) => used.has(key))) {
      const fix = arc.role === 'error' ? withoutIt(drawing, arc) : startAll(drawing, place, arc.port);
      findings.push(
        diagnostic('OR3005', {
          pointer: arc.pointer,
          edge_id: arc.id,
          node_id: node.id,
          facts: { node: node.id, port: arc.port },
          ...(fix.length === 0 ? {} : { fix }),
        }),
      );
    }
    for (const key of keys) used.add(key);
  }
}

/** Removing a connection repairs only if something else leads to its target. */
function withoutIt(drawing: Drawing, arc: Arc): Operation[] {
  const others = drawing.places.get(arc.target)?.in.filter((each) => each !== arc && each.source !== arc.target);
  return (others ?? []).length === 0 ? [] : [{ op: 'disconnect', edge: arc.id }];
}

function codes(arc: Arc, findings: Diagnostic[]): void {
  const { label, loop } = arc.edge;
  findings.push(
    diagnostic('OR3016', {
      pointer: `${arc.pointer}/on`,
      edge_id: arc.id,
      facts: { port: arc.port },
      fix: [
        {
          op: 'set_edge',
          edge: arc.id,
          ...(label === undefined ? {} : { label }),
          ...(loop === undefined ? {} : { loop }),
        },
      ],
    }),
  );
}

/** A step that is switched off passes through; one that cannot is none to switch off. */
function disabled({ node, pointer, ports, known }: Place, findings: Diagnostic[]): void {
  if (node.disabled !== true || known === null) return;
  const through = ports.some((port) => port.id === 'out');
  if (through && known.kind.role !== 'join') return;
  const problem = through ? 'branches still have to come together there' : 'it has no exit "out" to pass through to';
  findings.push(
    diagnostic('OR3011', {
      pointer: `${pointer}/disabled`,
      node_id: node.id,
      facts: { node: node.id, problem },
      fix: [{ op: 'update_node', id: node.id, pointer: '/disabled' }],
    }),
  );
}

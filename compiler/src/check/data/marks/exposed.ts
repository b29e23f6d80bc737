import { type Diagnostic, diagnostic } from '@omniroute/errors';
import { formatPointer } from '@omniroute/primitives';
import type { Graph } from '../../graph/graph.ts';
import type { Marks } from './schema-marks.ts';
import { ValueMarks } from './value-marks.ts';

/** Why a place is no place for what is secret or about a person: what schemas of kinds say by `x-exposed`. */
const EXPOSED: Readonly<Record<string, string>> = {
  name: 'names and keys are stored as they are, and can be searched',
  log: 'messages of errors are shown in lists, and written into logs',
  address: 'addresses are written into the logs of every server on the way',
};

/** Personal data and secrets that would come to where they can be read (OR5006, OR5022, OR5023). */
export function checkExposed(graph: Graph, findings: Diagnostic[]): void {
  const marks = new ValueMarks(graph);
  checkBusinessKeys(graph, marks, findings);
  for (const { known, node } of graph.drawing.places.values()) {
    if (known === null || node.disabled === true) continue;
    for (const { pointer, text, schema } of known.holes) {
      const exposed = schema['x-exposed'];
      const problem = typeof exposed === 'string' ? EXPOSED[exposed] : undefined;
      if (problem === undefined) continue;
      const code = codeOf(marks.at(text, node.id));
      if (code === null) continue;
      const field = pointer.slice(pointer.lastIndexOf('/') + 1);
      findings.push(
        diagnostic(code, { pointer, node_id: node.id, facts: { where: `"${field}" of "${node.id}"`, problem } }),
      );
    }
  }
}

function codeOf({ personal, secret }: Marks): 'OR5022' | 'OR5023' | null {
  if (secret) return 'OR5022';
  return personal ? 'OR5023' : null;
}

/** A business key is stored for searching, so nothing that is marked may go into it. */
function checkBusinessKeys({ drawing: { service } }: Graph, marks: ValueMarks, findings: Diagnostic[]): void {
  for (const [name, text] of Object.entries(service.business_keys ?? {})) {
    if (codeOf(marks.at(text, null)) === null) continue;
    const { [name]: _, ...others } = service.business_keys ?? {};
    const value = Object.keys(others).length === 0 ? {} : { value: others };
    findings.push(
      diagnostic('OR5006', {
        pointer: formatPointer(['business_keys', name]),
        facts: { where: `The business key "${name}"` },
        fix: [{ op: 'set_service', field: 'business_keys', ...value }],
      }),
    );
  }
}

import { type Diagnostic, diagnostic } from '@omniroute/errors';
import { formatPointer, type Json } from '@omniroute/primitives';
import type { NoteMove } from './origin.ts';

/** What drawing libraries write on an edge and the language has no use for: an edge is known by its ends. */
const DROPPED = ['targetHandle', 'target_handle', 'id'];

/** An edge in the language's own spelling. */
export function edgeForm(
  edge: { readonly [key: string]: Json },
  index: number,
  findings: Diagnostic[],
  moved: NoteMove,
): Json {
  const fields = Object.keys(edge);
  if (!fields.includes('sourceHandle') && !DROPPED.some((field) => fields.includes(field))) return edge;
  const out: Record<string, Json> = {};
  for (const [field, value] of Object.entries(edge)) {
    if (field === 'sourceHandle' && !Object.hasOwn(edge, 'source_handle')) {
      out.source_handle = value;
      moved(['edges', index, 'source_handle'], ['edges', index, field]);
    } else if (DROPPED.includes(field))
      findings.push(diagnostic('OR1010', { pointer: formatPointer(['edges', index, field]), facts: { field } }));
    else out[field] = value;
  }
  return out;
}

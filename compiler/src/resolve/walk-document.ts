import { Edge, Node, Service, type Walked, walk } from '@omniroute/dsl';
import { formatPointer, isObject, type Json } from '@omniroute/primitives';
import type { Memo } from '../incremental/memo.ts';

/**
 * Checks the shape of a document, the settings of steps aside: each step and connection by itself, so that of an unchanged
 * one nothing is worked out again.
 */
export function walkDocument(document: Json, memo: Memo): Walked {
  if (!isObject(document) || !Array.isArray(document.nodes) || !Array.isArray(document.edges))
    return walk(Service, document);
  const shell = memo.of(walkShell, '', { ...document, nodes: [], edges: [] });
  const findings = [...shell.findings];
  const holes = shell.holes.filter(({ pointer }) => !isSetting(pointer));
  const patterns = [...shell.patterns];
  for (const [list, schema, compute] of LISTS) {
    for (const [index, item] of (document[list] as readonly Json[]).entries()) {
      const pointer = formatPointer([list, index]);
      const walked = memo.of(compute, nameOf(item, index), item);
      holes.push(...walked.holes.map((hole) => placed(hole, pointer)));
      patterns.push(...walked.patterns.map((pattern) => placed(pattern, pointer)));
      // The wording of a fault tells the number of the item.
      if (walked.findings.length > 0)
        findings.push(...walk(schema, item, pointer, `item ${index + 1} of "${list}"`).findings);
    }
  }
  return { findings, holes, patterns };
}

/** What was found in a part of the document, at the place of that part. */
export function placed<Found extends { readonly pointer: string }>(found: Found, at: string): Found {
  return { ...found, pointer: at + found.pointer };
}

function walkShell(shell: Json): Walked {
  return walk(Service, shell);
}

function walkNode(node: Json): Walked {
  // The settings are judged by the schema of their kind; here it matters only that they are an object.
  return walk(Node, isObject(node) && isObject(node.config) ? { ...node, config: {} } : node);
}

function walkEdge(edge: Json): Walked {
  return walk(Edge, edge);
}

/** Lists of many items, and how one is walked by itself. */
const LISTS = [
  ['nodes', Node, walkNode],
  ['edges', Edge, walkEdge],
] as const;

/** What an item is remembered by: what probably stays the same when other items come and go. */
function nameOf(item: Json, index: number): string {
  if (!isObject(item)) return String(index);
  return typeof item.id === 'string' ? item.id : `${item.source} ${item.source_handle} ${item.target}`;
}

/** Whether a place lies in the settings of a trigger: what may stand there its type says. */
function isSetting(pointer: string): boolean {
  const [, list, , field] = pointer.split('/', 4);
  return list === 'triggers' && field === 'config';
}

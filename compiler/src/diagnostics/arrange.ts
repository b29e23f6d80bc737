import type { Diagnostic } from '@omniroute/errors';
import type { Place } from '../parse/place.ts';

/** Codes that mean nothing while a step has no name of its own by which others could refer to it. */
const NEEDS_NAMES: readonly string[] = [
  ...['OR2001', 'OR2002', 'OR2003', 'OR2004', 'OR2008', 'OR2012', 'OR2013'],
  ...['OR4004', 'OR4009', 'OR4010', 'OR4015', 'OR4018', 'OR4019'],
  'OR3',
];

/** Codes of what is missing once, in the service itself, however often it is used: told of where it is used first. */
const MISSING_ONCE: readonly string[] = ['OR2005'];

/** Whether the id of a step is none, or that of another. */
function isFaultOfName({ severity, pointer }: Diagnostic): boolean {
  const [, list, , field, ...rest] = pointer.split('/');
  return severity === 'error' && list === 'nodes' && field === 'id' && rest.length === 0;
}

/** Findings that only follow from another one about the same connection, or the same container. */
function consequencesOf(findings: readonly Diagnostic[]): (finding: Diagnostic) => boolean {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const edges = (start: string) =>
    new Set(errors.flatMap((each) => (each.code.startsWith(start) ? (each.edge_id ?? []) : [])));
  const [astray, circles] = [edges('OR2'), edges('OR3004')];
  const empty = new Set(errors.flatMap(({ code, node_id }) => (code === 'OR3018' ? (node_id ?? []) : [])));
  return ({ code, edge_id, node_id, pointer }) => {
    if (edge_id !== undefined && pointer.startsWith('/edges/'))
      return (code.startsWith('OR3') && astray.has(edge_id)) || (code === 'OR3023' && circles.has(edge_id));
    return code === 'OR2004' && node_id !== undefined && empty.has(node_id);
  };
}

const RANK = { error: 0, warning: 1, hint: 2 } as const;

/**
 * Findings in the order of the document, errors first, each once, at the places where they were written. What lies inside
 * a value that is wrong itself is its consequence and is left out.
 */
export function arrange(
  findings: readonly Diagnostic[],
  origin: (pointer: string) => string,
  place: (pointer: string) => Place | null,
): Diagnostic[] {
  const roots = findings
    .filter(
      (finding) => finding.severity === 'error' && ['OR1003', 'OR1005', 'OR6001', 'OR6002'].includes(finding.code),
    )
    .map((finding) => (finding.code.startsWith('OR6') ? finding.pointer.replace(/\/type$/, '') : finding.pointer));
  const seen = new Set<string>();
  const follows = consequencesOf(findings);
  const names = findings.some(isFaultOfName);
  return findings
    .filter(({ code }) => !names || !NEEDS_NAMES.some((start) => code.startsWith(start)))
    .filter(
      (finding) =>
        !roots.some(
          (root) =>
            root !== finding.pointer && finding.pointer.startsWith(`${root}/`) && !finding.code.startsWith('OR6'),
        ),
    )
    .filter((finding) => !follows(finding))
    .filter((finding) => {
      const key = `${finding.code} ${finding.pointer} ${finding.message}`;
      return !seen.has(key) && seen.add(key) !== undefined;
    })
    .map((finding) => {
      const pointer = origin(finding.pointer);
      const at = finding.line === undefined ? place(pointer) : null;
      return { ...finding, pointer, ...(at === null ? {} : { line: at.line, column: at.column }) };
    })
    .sort(
      (a, b) =>
        RANK[a.severity] - RANK[b.severity] ||
        (a.line ?? 0) - (b.line ?? 0) ||
        (a.column ?? 0) - (b.column ?? 0) ||
        (a.pointer < b.pointer ? -1 : a.pointer > b.pointer ? 1 : 0) ||
        (a.code < b.code ? -1 : 1),
    )
    .filter(({ code, message }) => {
      if (!MISSING_ONCE.includes(code)) return true;
      return !seen.has(message) && seen.add(message) !== undefined;
    });
}

import type { Diagnostic } from '@omniroute/errors';
import type { Place } from '../parse/place.ts';

/** Codes that mean nothing while a step has no name of its own by which others could refer to it. */
const NEEDS_NAMES: readonly string[] = [
  ...['OR2001', 'OR2002', 'OR2003', 'OR2004', 'OR2008', 'OR2012', 'OR2013', 'OR4018'],
  'OR3',
];

/** Whether the id of a step is none, or that of another. */
function isFaultOfName({ severity, pointer }: Diagnostic): boolean {
  const [, list, , field, ...rest] = pointer.split('/');
  return severity === 'error' && list === 'nodes' && field === 'id' && rest.length === 0;
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
    );
}

import type { Finding } from './protocol.ts';

/** What is known of a draft's faults. */
export interface ProblemsState {
  readonly findings: readonly Finding[];
  readonly byNode: ReadonlyMap<string, readonly Finding[]>;
  readonly byEdge: ReadonlyMap<string, readonly Finding[]>;
  /** What a run of it takes, in sentences; empty while there are errors. */
  readonly estimate: readonly string[];
  /** Whether it can be published as it was checked last. */
  readonly ok: boolean;
  /** Whether the findings are of the service as it stands, and not of one a moment ago. */
  readonly isCurrent: boolean;
  /** The checker fell over; it is started anew with the next change. */
  readonly isDown: boolean;
}

export const NOTHING_KNOWN: ProblemsState = {
  findings: [],
  byNode: new Map(),
  byEdge: new Map(),
  estimate: [],
  ok: false,
  isCurrent: false,
  isDown: false,
};

/** Findings by what they are about; those about the service itself are in the list only. */
export function sorted(findings: readonly Finding[]): Pick<ProblemsState, 'findings' | 'byNode' | 'byEdge'> {
  const [byNode, byEdge] = [new Map<string, Finding[]>(), new Map<string, Finding[]>()];
  for (const finding of findings) {
    const { node_id: node, edge_id: edge } = finding;
    if (node !== undefined) byNode.set(node, [...(byNode.get(node) ?? []), finding]);
    if (edge !== undefined) byEdge.set(edge, [...(byEdge.get(edge) ?? []), finding]);
  }
  return { findings, byNode, byEdge };
}

/** The pointer of a finding inside its node, as `/config/url`; `null` where it is about no node's part. */
export function pointerInNode(finding: Finding): string | null {
  const [, list, , ...rest] = finding.pointer.split('/');
  if (list !== 'nodes' && list !== 'triggers') return null;
  return rest.map((segment) => `/${segment}`).join('');
}

/** Findings about a field of a node or about something inside it. */
export function findingsAt(state: ProblemsState, node: string, pointer: string): readonly Finding[] {
  return (state.byNode.get(node) ?? []).filter((finding) => {
    const at = pointerInNode(finding);
    return at !== null && (at === pointer || at.startsWith(`${pointer}/`));
  });
}

/** The gravest of findings, `null` of none. */
export function gravest(findings: readonly Finding[]): Finding['severity'] | null {
  for (const severity of ['error', 'warning', 'hint'] as const)
    if (findings.some((finding) => finding.severity === severity)) return severity;
  return null;
}

import type { Tree } from './tree.ts';

/** One broken rule at one place. */
export interface Finding {
  /** Path from the repository's root. */
  readonly file: string;
  /** One-based; 0 where the finding is about the file as a whole. */
  readonly line: number;
  readonly rule: string;
  readonly message: string;
}

/** One rule that a machine holds. It only reads the tree. */
export interface Guard {
  readonly name: string;
  check(tree: Tree): readonly Finding[] | Promise<readonly Finding[]>;
}

/** `file:line rule message`, the form editors and terminals make clickable. */
export function formatFinding(finding: Finding): string {
  return `${finding.file}:${finding.line} ${finding.rule} ${finding.message}`;
}

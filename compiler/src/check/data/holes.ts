import type { Hole } from '@omniroute/dsl';
import { type Diagnostic, diagnostic, type PathStep } from '@omniroute/errors';
import {
  BOOL,
  type Checked,
  checkTemplate,
  type Ref,
  STRING,
  type Type,
  type TypeEnv,
  typeFromSchema,
} from '@omniroute/expressions';
import { isObject } from '@omniroute/primitives';
import type { Memo } from '../../incremental/memo.ts';

/** A checked text with expressions: its type, what it reads, and what is wrong with it. */
export interface CheckedHole {
  readonly type: Type;
  readonly reads: readonly Ref[];
  readonly findings: readonly Diagnostic[];
}

/** Checks a text in its environment and its place; findings point at it. `wayTo` finds a path for what may be missing. */
export function checkHole(
  hole: Hole,
  env: TypeEnv,
  { node_id, memo }: { readonly node_id: string | undefined; readonly memo: Memo },
  wayTo: (code: 'OR4009' | 'OR4010', name: string) => readonly PathStep[] | null,
): CheckedHole {
  const at = { pointer: hole.pointer, ...(node_id === undefined ? {} : { node_id }) };
  const checked = memo.of(checkText, keyOf(hole, node_id), hole.text, env, hole.schema);
  const findings = checked.diagnostics.map((finding) => {
    const placed = { ...finding, ...at };
    if ((finding.code !== 'OR4009' && finding.code !== 'OR4010') || finding.span === undefined) return placed;
    const path = wayTo(finding.code, nameIn(hole.text.slice(...finding.span)));
    return path === null || path.length === 0 ? placed : { ...placed, path };
  });
  if (checked.type.kind === 'optional' && findings.length === 0)
    findings.push(diagnostic('OR4004', { ...at, facts: { name: hole.text.slice(2, -1).trim() } }));
  return { type: checked.type, reads: checked.deps, findings };
}

/** What a text with expressions is and what is wrong with it, wherever it stands. */
function checkText(text: string, env: TypeEnv, schema: Hole['schema']): Checked {
  return checkTemplate(text, env, expectedType(schema));
}

/** By its step and its place in that: other steps come and go. */
function keyOf({ pointer }: Hole, node_id: string | undefined): string {
  return node_id === undefined ? pointer : `${node_id}/${pointer.split('/').slice(3).join('/')}`;
}

/** The name that a finding's span ends with: `nodes.x`, `x` and `.?x` name `x`. */
function nameIn(text: string): string {
  return /[a-z0-9_]+$/.exec(text.trim())?.[0] ?? text;
}

/** What a place needs: its schema's type, or what its hints say. Nothing where anything goes. */
export function expectedType(schema: { readonly [keyword: string]: unknown }): Type | undefined {
  if (schema['x-type'] !== undefined) return typeFromSchema(schema['x-type']);
  const ui = schema['x-ui'];
  if (isObject(ui) && ui.role === 'condition') return BOOL;
  if (schema.format === 'duration') return { kind: 'union', of: [STRING, { kind: 'duration' }] };
  if (schema.format === 'date-time') return { kind: 'union', of: [STRING, { kind: 'timestamp' }] };
  if (Object.keys(schema).length === 0) return undefined;
  const type = typeFromSchema(schema);
  return type.kind === 'dyn' ? undefined : type;
}

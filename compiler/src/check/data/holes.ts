import type { Hole } from '@omniroute/dsl';
import { type Diagnostic, diagnostic, type PathStep } from '@omniroute/errors';
import { BOOL, checkTemplate, type Ref, STRING, type Type, type TypeEnv, typeFromSchema } from '@omniroute/expressions';
import { isObject } from '@omniroute/primitives';

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
  node_id: string | undefined,
  wayTo: (code: 'OR4009' | 'OR4010', name: string) => readonly PathStep[] | null,
): CheckedHole {
  const at = { pointer: hole.pointer, ...(node_id === undefined ? {} : { node_id }) };
  const checked = checkTemplate(hole.text, env, expectedType(hole.schema));
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

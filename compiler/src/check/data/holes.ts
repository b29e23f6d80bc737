import type { Hole } from '@omniroute/dsl';
import { type Diagnostic, diagnostic, type PathStep } from '@omniroute/errors';
import {
  BOOL,
  type Checked,
  checkTemplate,
  type Facts,
  type Libraries,
  STRING,
  type Type,
  typeFromSchema,
} from '@omniroute/expressions';
import { isObject } from '@omniroute/primitives';
import type { Memo } from '../../incremental/memo.ts';
import { environmentOf, type Names, type Scope, type Surroundings } from './environment.ts';

/** A text with expressions, and the outputs of steps that it can read. */
interface Asked {
  readonly text: string;
  readonly schema: Hole['schema'];
  readonly nodes: Type | null;
  readonly known: Facts;
}

/** Types of texts at one place, what they read and what is wrong with them. */
export function checkTexts(
  holes: readonly Hole[],
  { key, common, around, nodes, known }: Scope,
  libraries: Libraries,
  memo: Memo,
) {
  const asked = holes.map(({ text, schema }): Asked => ({ text, schema, nodes: nodes(text), known: known(text) }));
  return memo.of(checkEach, key, asked, common, around, libraries);
}

function checkEach(
  asked: readonly Asked[],
  common: Names,
  around: Surroundings,
  libraries: Libraries,
): readonly Checked[] {
  return asked.map(({ text, schema, nodes, known }) => {
    const env = { ...environmentOf(common, nodes, around, known), libraries };
    const checked = checkTemplate(text, env, expectedType(schema));
    if (checked.type.kind !== 'optional' || checked.diagnostics.length > 0) return checked;
    const name = text.slice(2, -1).trim();
    return { ...checked, diagnostics: [diagnostic('OR4004', { pointer: '', facts: { name } })] };
  });
}

/** Findings about a text at its place. `wayTo` finds a path for what may be missing. */
export function findingsAt(
  hole: Hole,
  { diagnostics }: Checked,
  node_id: string | undefined,
  wayTo: (code: 'OR4009' | 'OR4010', name: string) => readonly PathStep[] | null,
): readonly Diagnostic[] {
  const at = { pointer: hole.pointer, ...(node_id === undefined ? {} : { node_id }) };
  return diagnostics.map((finding) => {
    const placed = { ...finding, ...at };
    if ((finding.code !== 'OR4009' && finding.code !== 'OR4010') || finding.span === undefined) return placed;
    const path = wayTo(finding.code, nameIn(hole.text.slice(...finding.span)));
    return path === null || path.length === 0 ? placed : { ...placed, path };
  });
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

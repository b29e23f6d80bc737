import type { Hole } from '@omniroute/dsl';
import { type Diagnostic, diagnostic } from '@omniroute/errors';
import {
  assignable,
  BOOL,
  checkTemplate,
  DOUBLE,
  DYN,
  INT,
  listOf,
  mapOf,
  NULL,
  STRING,
  type Type,
  type TypeEnv,
  typeFromSchema,
  typeToString,
} from '@omniroute/expressions';
import { formatPointer, isObject, type Json } from '@omniroute/primitives';

/** Type of a config value whose strings may be templates; `typeOf` answers for the holes. */
export function typeOfValue(value: unknown, pointer: string, typeOf: (pointer: string) => Type | undefined): Type {
  const hole = typeOf(pointer);
  if (hole !== undefined) return hole;
  if (value === null || value === undefined) return NULL;
  if (typeof value === 'boolean') return BOOL;
  if (typeof value === 'number') return Number.isInteger(value) ? INT : DOUBLE;
  if (typeof value === 'string') return { kind: 'string', values: [value] };
  if (Array.isArray(value)) {
    const items = value.map((item, index) => typeOfValue(item, `${pointer}${formatPointer([index])}`, typeOf));
    return listOf(items.length === 0 ? DYN : items.length === 1 ? (items[0] as Type) : { kind: 'union', of: items });
  }
  if (!isObject(value)) return DYN;
  const fields = Object.entries(value).map(
    ([name, member]) =>
      [name, { type: typeOfValue(member, `${pointer}${formatPointer([name])}`, typeOf), optional: false }] as const,
  );
  return { kind: 'record', fields: Object.fromEntries(fields), open: false };
}

/** What the place of a hole needs: from its schema, and from what its hints say it is. */
export function expectedType(schema: { readonly [keyword: string]: unknown }): Type | undefined {
  if (schema['x-type'] !== undefined) return typeFromSchema(schema['x-type']);
  const ui = schema['x-ui'];
  const role = isObject(ui) ? ui.role : undefined;
  if (role === 'condition') return BOOL;
  if (schema.format === 'duration') return { kind: 'union', of: [STRING, { kind: 'duration' }] };
  if (schema.format === 'date-time') return { kind: 'union', of: [STRING, { kind: 'timestamp' }] };
  if (role === 'template' || schema.type === 'string')
    return {
      kind: 'union',
      of: [STRING, INT, DOUBLE, BOOL, { kind: 'decimal' }, { kind: 'timestamp' }, { kind: 'duration' }],
    };
  if (Object.keys(schema).length === 0) return undefined;
  const type = typeFromSchema(schema);
  return type.kind === 'dyn' ? undefined : type;
}

/** Checks a hole in its environment; findings point at it. */
export function checkHole(
  hole: Hole,
  env: TypeEnv,
  node_id: string | undefined,
): { type: Type; findings: Diagnostic[]; reads: readonly (readonly string[])[] } {
  const expected = expectedType(hole.schema);
  const checked = checkTemplate(hole.text, env, expected);
  const findings = checked.diagnostics.map((finding) => ({
    ...finding,
    pointer: hole.pointer,
    ...(node_id === undefined ? {} : { node_id }),
  }));
  return { type: checked.type, findings, reads: checked.deps.map((dep) => dep.path) };
}

/** Conditions written without `${ }`: a bare text is no condition, and the fix wraps it. */
export function bareConditions(
  schema: unknown,
  value: unknown,
  pointer: string,
  inNode: string,
  node_id: string,
  findings: Diagnostic[],
): void {
  if (!isObject(schema)) return;
  const ui = schema['x-ui'];
  if (isObject(ui) && ui.role === 'condition' && typeof value === 'string' && !value.includes('${')) {
    findings.push(
      diagnostic('OR4008', {
        pointer,
        node_id,
        got: value,
        expected: typeToString(BOOL),
        fix: [{ op: 'update_node', id: node_id, pointer: inNode, value: `\${ ${value} }` }],
      }),
    );
  }
  if (Array.isArray(value))
    value.forEach((item, index) =>
      bareConditions(schema.items, item, `${pointer}/${index}`, `${inNode}/${index}`, node_id, findings),
    );
  else if (isObject(value) && isObject(schema.properties)) {
    for (const [name, property] of Object.entries(schema.properties)) {
      if (Object.hasOwn(value, name))
        bareConditions(
          property,
          value[name] as Json,
          `${pointer}${formatPointer([name])}`,
          `${inNode}${formatPointer([name])}`,
          node_id,
          findings,
        );
    }
  }
}

export { assignable, mapOf };

import { type Diagnostic, diagnostic } from '@omniroute/errors';
import { BOOL, typeToString } from '@omniroute/expressions';
import { formatPointer, isObject, type Json } from '@omniroute/primitives';
import type { Place } from '../graph/drawing.ts';

/** Conditions written without `${ }` (OR4008): a bare text is no condition, and the fix wraps it. */
export function checkConditions({ known, pointer, node }: Place, findings: Diagnostic[]): void {
  if (known === null) return;
  bare(known.kind.config, known.config, '/config', (place, text) => {
    findings.push(
      diagnostic('OR4008', {
        pointer: `${pointer}${place}`,
        node_id: node.id,
        got: text,
        expected: typeToString(BOOL),
        fix: [{ op: 'update_node', id: node.id, pointer: place, value: wrapped(text) }],
      }),
    );
  });
}

/** A text as an expression. */
export function wrapped(text: string): string {
  return `\${ ${text} }`;
}

function bare(schema: unknown, value: unknown, pointer: string, report: (pointer: string, text: string) => void): void {
  if (!isObject(schema)) return;
  const ui = schema['x-ui'];
  if (isObject(ui) && ui.role === 'condition' && typeof value === 'string' && !value.includes('${'))
    report(pointer, value);
  if (Array.isArray(value))
    for (const [index, item] of value.entries()) bare(schema.items, item, `${pointer}/${index}`, report);
  else if (isObject(value) && isObject(schema.properties)) {
    for (const [name, property] of Object.entries(schema.properties))
      if (Object.hasOwn(value, name)) bare(property, value[name] as Json, `${pointer}${formatPointer([name])}`, report);
  }
}

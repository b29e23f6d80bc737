import { type Diagnostic, diagnostic } from '@omniroute/errors';
import { isTemplate } from '@omniroute/expressions';
import { canonicalJson, isObject, type Json } from '@omniroute/primitives';
import { PAYLOAD_CHARACTERS } from '../../lower/limits.ts';
import { declaredSize, schemaSize } from '../../sizes/schema-size.ts';
import type { Drawing, Place } from '../graph/drawing.ts';
import { effectOf } from './effect.ts';

/** Values that cannot be passed on (OR5019), or that may grow so large (OR5020). */
export function checkSizes({ places, service }: Drawing, findings: Diagnostic[]): void {
  for (const place of places.values()) {
    const { known, node, pointer } = place;
    if (known === null || node.disabled === true) continue;
    for (const [name, value] of Object.entries(known.config)) {
      const at = { pointer: `${pointer}/config/${name}`, node_id: node.id };
      written(value, `"${name}" of "${node.id}"`, at, findings);
    }
    answer(place, findings);
  }
  for (const [index, { name, initial }] of (service.variables ?? []).entries())
    written(initial, `The variable "${name}"`, { pointer: `/variables/${index}/initial` }, findings);
}

/** What is written out is counted as it stands; expressions in it count nothing. */
function written(
  value: unknown,
  where: string,
  at: { readonly pointer: string; readonly node_id?: string },
  findings: Diagnostic[],
): void {
  const least = literalSize(value);
  if (least > PAYLOAD_CHARACTERS) findings.push(tooLarge(where, least, at));
}

function answer(place: Place, findings: Diagnostic[]): void {
  const { known, node, pointer } = place;
  if (known === null || effectOf(place) === null) return;
  const spec = known.kind.output(known.config);
  if (spec === null || !('schema' in spec)) return;
  const { least } = schemaSize(spec.schema);
  const most = declaredSize(spec.schema);
  const at = { pointer, node_id: node.id };
  if (least > PAYLOAD_CHARACTERS) findings.push(tooLarge(`The answer of "${node.id}"`, least, at));
  else if (most > PAYLOAD_CHARACTERS)
    findings.push(
      diagnostic('OR5020', {
        ...at,
        got: String(most),
        expected: String(PAYLOAD_CHARACTERS),
        facts: { node: node.id },
      }),
    );
}

function tooLarge(where: string, size: number, at: { readonly pointer: string; readonly node_id?: string }) {
  return diagnostic('OR5019', { ...at, got: String(size), expected: String(PAYLOAD_CHARACTERS), facts: { where } });
}

function literalSize(value: unknown): number {
  if (typeof value === 'string') return isTemplate(value) ? 0 : canonicalJson(value).length;
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + literalSize(item) + 1, 1);
  if (!isObject(value)) return value === undefined ? 0 : canonicalJson(value as Json).length;
  return Object.entries(value).reduce(
    (sum, [name, part]) => sum + canonicalJson(name).length + 2 + literalSize(part),
    1,
  );
}

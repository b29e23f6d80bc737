import { type Diagnostic, diagnostic } from '@omniroute/errors';
import { getPointer, isObject, parseDuration } from '@omniroute/primitives';
import type { Drawing } from '../graph/drawing.ts';

/** Timers longer than the whole run may last: they never fire (OR5004). */
export function checkDeadline({ service, places }: Drawing, findings: Diagnostic[]): void {
  const deadline = service.timeout === undefined ? null : parseDuration(service.timeout);
  if (deadline?.ok !== true) return;
  for (const { known, node, pointer } of places.values()) {
    if (known === null || node.disabled === true) continue;
    for (const place of durationsIn(known.kind.config, known.config, '')) {
      const value = getPointer(known.config, place);
      const length = typeof value === 'string' ? parseDuration(value) : null;
      if (length?.ok !== true || length.value <= deadline.value) continue;
      findings.push(
        diagnostic('OR5004', {
          pointer: `${pointer}/config${place}`,
          node_id: node.id,
          got: value as string,
          expected: service.timeout as string,
        }),
      );
    }
  }
}

/** Pointers of the durations that a config writes out. */
function* durationsIn(schema: unknown, value: unknown, pointer: string): Generator<string> {
  if (!isObject(schema)) return;
  if (schema.format === 'duration' && typeof value === 'string') yield pointer;
  if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* durationsIn(schema.items, item, `${pointer}/${index}`);
  else if (isObject(value) && isObject(schema.properties)) {
    for (const [name, property] of Object.entries(schema.properties))
      if (Object.hasOwn(value, name)) yield* durationsIn(property, value[name], `${pointer}/${name}`);
  }
}

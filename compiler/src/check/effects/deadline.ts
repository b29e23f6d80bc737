import { type Diagnostic, diagnostic } from '@omniroute/errors';
import { getPointer, isObject } from '@omniroute/primitives';
import { containersOf } from '../data/where.ts';
import type { Drawing, Place } from '../graph/drawing.ts';
import { boundAt, boundOf, msOf } from './bounds.ts';

/** Timers longer than the run, or the container around them, may last: they never fire (OR5004). */
export function checkDeadline(drawing: Drawing, findings: Diagnostic[]): void {
  const run = boundOf('the whole run', drawing.service.timeout);
  for (const place of drawing.places.values()) {
    const { known, node, pointer } = place;
    // What undoes runs to its end, whatever the time.
    if (known === null || node.disabled === true || drawing.undos.has(node.id)) continue;
    const around = containersOf(drawing, node.id).flatMap((id) => boundAt(drawing.places.get(id)));
    const [tightest] = [...run, ...around].sort((a, b) => a.ms - b.ms);
    if (tightest === undefined) continue;
    for (const at of [...timersIn(place)]) {
      const value = getPointer(node, at);
      const length = msOf(value);
      if (length === null || length <= tightest.ms) continue;
      findings.push(
        diagnostic('OR5004', {
          pointer: `${pointer}${at}`,
          node_id: node.id,
          got: value as string,
          expected: tightest.text,
          facts: { other: tightest.name },
        }),
      );
    }
  }
}

/** Pointers into a step of what waits: durations of its settings, and how long its work may take. */
function* timersIn({ known, node }: Place): Generator<string> {
  yield* durationsIn(known?.kind.config, node.config, '/config');
  for (const name of ['start_to_close', 'total'] as const)
    if (node.timeout?.[name] !== undefined) yield `/timeout/${name}`;
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

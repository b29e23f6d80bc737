import { type Diagnostic, diagnostic } from '@omniroute/errors';
import { getPointer, isObject, parseDuration } from '@omniroute/primitives';
import type { Drawing, Place } from '../graph/drawing.ts';
import type { Graph } from '../graph/graph.ts';
import { reachableFrom } from '../graph/ways.ts';

/** More attempts than this in one run are probably not meant. */
const MANY_ATTEMPTS = 10_000;

/** What may be repeated and is not, what is and may not be (LANGUAGE.md section 7), and how often in the worst case. */
export function checkRepetition(graph: Graph, findings: Diagnostic[]): void {
  for (const place of graph.drawing.places.values()) {
    const { known, node, pointer } = place;
    const activity = known?.kind.activity;
    if (known === null || activity === undefined || node.disabled === true) continue;
    const policy = activity.recommended.retry_policy;
    const repeatable = activity.idempotency(known.config) !== 'none';
    const at = { node_id: node.id, facts: { node: node.id } };
    if (!repeatable && node.retry_policy !== undefined) {
      const fix = [{ op: 'update_node', id: node.id, pointer: '/retry_policy' }];
      findings.push(diagnostic('OR5002', { ...at, pointer: `${pointer}/retry_policy`, fix }));
    } else if (repeatable && policy !== undefined && node.retry_policy === undefined) {
      const fix = [{ op: 'update_node', id: node.id, pointer: '/retry_policy', value: policy }];
      findings.push(diagnostic('OR5001', { ...at, pointer, fix }));
    }
    const attempts = worstCase(graph, place);
    if (attempts > MANY_ATTEMPTS)
      findings.push(
        diagnostic('OR5003', {
          ...at,
          pointer: `${pointer}/retry_policy`,
          got: Number.isFinite(attempts) ? `${attempts}` : 'any number of',
        }),
      );
  }
}

/** Attempts of one visit times its visits by counted circles. Without a count time must bound them: of the work or of the run. */
function worstCase({ drawing, back }: Graph, { node }: Place): number {
  if (node.retry_policy === undefined) return 0;
  const policies = Array.isArray(node.retry_policy) ? node.retry_policy : [node.retry_policy];
  const bounded = node.timeout?.total !== undefined || drawing.service.timeout !== undefined;
  const attempts = Math.max(...policies.map((policy) => policy.maximum_attempts ?? Number.POSITIVE_INFINITY));
  if (!Number.isFinite(attempts)) return bounded ? 0 : attempts;
  let visits = 1;
  for (const arc of back) {
    const turn = reachableFrom(drawing, [arc.target]);
    if (arc.edge.loop?.max !== undefined && turn.has(node.id) && reachableFrom(drawing, [node.id]).has(arc.source))
      visits *= arc.edge.loop.max + 1;
  }
  return attempts * visits;
}

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

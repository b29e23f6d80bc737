import type { Drawing } from './drawing.ts';
import { effects, undoing } from './effects.ts';
import { messageFor } from './messages.ts';
import { fitting } from './replies.ts';
import { objectSchema, randomSchema, type Schema, SORTS, type Sort, schemaOf } from './schemas.ts';
import { variableFor } from './variables.ts';

/** Works out an object. */
export function transform(drawing: Drawing, from: readonly string[]): readonly string[] {
  const { random } = drawing;
  const sorts = Array.from({ length: 1 + random.below(3) }, () => random.pick(SORTS));
  const output = Object.fromEntries(sorts.map((sort, index) => [`f${index}`, drawing.hole(sort)]));
  const off = random.chance(0.03) ? { disabled: true } : {};
  const id = drawing.next(from, 'transform', { output }, { ...goingOn(drawing, recordOf(sorts)), ...off });
  drawing.given.set(id, off.disabled === true ? { type: 'null' } : recordOf(sorts));
  return [id];
}

function recordOf(sorts: readonly Sort[]): Schema {
  const fields = sorts.map((sort, index) => [`f${index}`, schemaOf(sort)] as const);
  return { type: 'object', required: fields.map(([name]) => name), properties: Object.fromEntries(fields) };
}

/** Sometimes a failure is passed over, with a value in place of the output. */
export function goingOn(drawing: Drawing, schema: unknown): Readonly<Record<string, unknown>> {
  if (!drawing.random.chance(0.12)) return {};
  return { on_error: { continue: drawing.random.chance(0.7) ? fitting(schema, drawing.random) : null } };
}

/** Sets variables, or adds to them where others may do so at the same time. */
export function set(drawing: Drawing, from: readonly string[]): readonly string[] {
  const { random } = drawing;
  const used = new Set<string>();
  const assignments = Array.from({ length: 1 + random.below(2) }, () => {
    const { name, sort, merge, regions } = variableFor(drawing);
    if (used.has(name)) return [];
    used.add(name);
    const inside = merge !== undefined && regions.length < drawing.around.regions.length;
    const add = merge !== undefined && (inside || random.chance(0.3));
    if (!add) return [{ variable: name, value: drawing.hole(sort) }];
    return [{ variable: name, add: drawing.hole(merge === 'append' ? 'whole' : sort) }];
  }).flat();
  return [drawing.next(from, 'set_variables', { assignments }, random.chance(0.05) ? { disabled: true } : {})];
}

const PATTERNS = [
  ['http'],
  ['http.5xx'],
  ['http.404'],
  ['validation.output'],
  ['network', 'quota'],
  ['timeout'],
  ['*'],
];

/** Does something outside: retried or not, undone or not, failing by exits of its own or going on. */
export function effect(
  drawing: Drawing,
  from: readonly string[],
  draw: (from: readonly string[]) => readonly string[],
) {
  const { random } = drawing;
  const { type, config, output, once } = effects(drawing);
  const id = drawing.next(from, type, config, {
    ...(!once && random.chance(0.4) ? { retry_policy: retries(drawing) } : {}),
    ...(random.chance(0.2) ? { timeout: { start_to_close: random.pick(['PT2S', 'PT30S']) } } : {}),
    ...goingOn(drawing, output),
    ...(random.chance(0.03) ? { disabled: true } : {}),
  });
  if (random.chance(0.25)) undoing(drawing, id);
  if (!random.chance(0.35)) return [id];
  const caught = [`${id}:error`];
  const before = drawing.edges.length;
  const one = draw(caught);
  const patterns = random.chance(0.5) ? random.pick(PATTERNS) : undefined;
  const edge = drawing.edges[before];
  if (patterns !== undefined && edge !== undefined) edge.on = patterns;
  const other = patterns !== undefined && random.chance(0.4) ? draw(caught) : [];
  return [id, ...one.filter((exit) => exit !== caught[0]), ...other.filter((exit) => exit !== caught[0])];
}

export function retries(drawing: Drawing): unknown {
  const { random } = drawing;
  const policy = () => ({
    maximum_attempts: 1 + random.below(3),
    ...(random.chance(0.3) ? { initial_interval: 'PT2S', backoff_coefficient: 1 } : {}),
    ...(random.chance(0.3) ? { non_retryable_errors: random.pick(PATTERNS) } : {}),
  });
  return random.chance(0.2) ? [{ ...policy(), on: random.pick(PATTERNS) }, policy()] : policy();
}

/** Waits for time, a condition, a message or a callback, or for the first of several. */
export function wait(drawing: Drawing, from: readonly string[], draw: (from: readonly string[]) => readonly string[]) {
  const { random } = drawing;
  const several = random.chance(0.3);
  const timeout = random.chance(0.6) ? { timeout: drawing.duration() } : {};
  const events = Array.from({ length: several ? 2 : 1 }, (_, index) => ({ id: `e${index}`, ...awaited(drawing) }));
  // A step can hand out one address for callbacks.
  const callbacks = events.filter((event) => 'callback' in event);
  if (callbacks.length > 1) Object.assign(events[1] as object, { callback: undefined, duration: 'PT5S' });
  const [{ id: _, ...one } = { id: '' }] = events;
  const id = drawing.next(from, 'wait', { ...(several ? { events } : one), ...timeout });
  const exits = several ? events.map((event) => `${id}:${event.id}`) : [id];
  if (!('timeout' in timeout) || random.chance(0.3)) return exits;
  return [...exits, ...draw([`${id}:timeout`])];
}

function awaited(drawing: Drawing): Record<string, unknown> {
  const { random } = drawing;
  switch (random.pick(['duration', 'until', 'condition', 'message', 'message', 'callback'] as const)) {
    case 'duration':
      return { duration: drawing.duration() };
    case 'until':
      return { until: random.pick(['2026-01-01T00:00:30Z', '2025-01-01T00:00:00Z']) };
    case 'condition':
      return { condition: drawing.hole('flag') };
    case 'message': {
      const { name } = messageFor(drawing);
      const correlation = random.pick<unknown>(['k', '${ input.key }', drawing.hole('text')]);
      return { message: { name, correlation, ...(random.chance(0.3) ? { accept: 'fresh' } : {}) } };
    }
    case 'callback':
      return { callback: random.chance(0.7) ? { schema: objectSchema(random) } : {} };
  }
}

/** Asks a person. */
export function task(drawing: Drawing, from: readonly string[], draw: (from: readonly string[]) => readonly string[]) {
  const { random } = drawing;
  const outcomes = ['yes', 'no', 'later'].slice(0, 1 + random.below(3));
  const form = random.chance(0.7) ? { form: formOf(drawing) } : {};
  const id = drawing.next(from, 'human_task', {
    title: drawing.hole('text', { before: 'Text ' }),
    assignees: { roles: ['clerk'] },
    ...form,
    outcomes: outcomes.map((outcome) => ({
      id: outcome,
      ...('form' in form && random.chance(0.3) ? { required: ['a'] } : {}),
    })),
    ...(random.chance(0.4) ? { due: 'PT5M', escalation: [{ after: 'PT1M', to: { roles: ['chief'] } }] } : {}),
    ...(random.chance(0.5) ? { timeout: random.pick(['PT10M', 'PT20S']) } : {}),
  });
  const exits = outcomes.flatMap((outcome) => (random.chance(0.85) ? [`${id}:${outcome}`] : []));
  return drawing.node(id).config.timeout === undefined || random.chance(0.3)
    ? exits
    : [...exits, ...draw([`${id}:timeout`])];
}

function formOf({ random }: Drawing): Schema {
  const properties = { a: randomSchema(random, 0), b: randomSchema(random, 0) };
  return { type: 'object', properties, required: random.chance(0.5) ? ['b'] : [] };
}

/** Fails if a condition holds. */
export function raise(drawing: Drawing, from: readonly string[]): readonly string[] {
  const { random } = drawing;
  const id = drawing.next(from, 'decision', { branches: [{ id: 'bad', when: drawing.hole('flag') }] });
  drawing.next([`${id}:bad`], 'raise_error', {
    code: random.pick(['business.no', 'http.503', 'quota']),
    message: drawing.hole('text', { before: 'Text ' }),
    ...(random.chance(0.4) ? { details: { why: drawing.hole('whole') } } : {}),
  });
  return [`${id}:default`];
}

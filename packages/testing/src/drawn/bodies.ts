import type { Drawing } from './drawing.ts';
import { ENTRY, type Schema, SORTS, schemaOf } from './schemas.ts';
import { goingOn, retries } from './steps.ts';

type Draw = (from: readonly string[]) => readonly string[];

/** Repeats what is inside: for each item, while a condition holds, or a number of times. */
export function loop(drawing: Drawing, from: readonly string[], draw: Draw): readonly string[] {
  const { random } = drawing;
  const mode = random.pick(['for_each', 'for_each', 'while', 'times'] as const);
  const concurrency = mode === 'for_each' && random.chance(0.4) ? 2 + random.below(2) : 1;
  const items = random.pick(['wholes', 'texts', 'objects'] as const);
  const batch = mode === 'for_each' && random.chance(0.15);
  const id = drawing.next(from, 'loop', {
    ...(mode === 'for_each' && random.chance(0.5) ? {} : { mode }),
    ...{
      for_each: { items: drawing.hole(items) },
      while: { condition: drawing.hole('flag'), max_iterations: 1 + random.below(4) },
      times: { times: random.chance(0.7) ? random.below(4) : '${ 1 + 2 }' },
    }[mode],
    ...(mode === 'for_each' ? { max_iterations: random.chance(0.1) ? 2 : 8 } : {}),
    ...(concurrency > 1 ? { concurrency } : {}),
    ...(batch ? { batch: 2 } : {}),
    ...(random.chance(0.2) ? { until: drawing.hole('flag', { inside: true }) } : {}),
    ...failing(drawing, mode),
  });
  const item = items === 'objects' ? ENTRY : schemaOf(items === 'wholes' ? 'whole' : 'text');
  if (mode === 'for_each') drawing.items.set(id, batch ? { type: 'array', items: item } : item);
  inside(drawing, id, concurrency > 1, draw);
  const sort = random.pick(SORTS);
  const collects = random.chance(0.6);
  const { config } = drawing.node(id);
  if (collects) config.collect = drawing.hole(sort, { inside: true });
  drawing.given.set(id, collected(collects ? schemaOf(sort) : {}));
  return leaving(drawing, id, draw);
}

/** What becomes of items that fail. */
function failing({ random }: Drawing, mode: string): Readonly<Record<string, unknown>> {
  const how = random.weighted([
    [6, null],
    [1, 'fail'],
    [2, 'skip'],
    [2, 'report'],
  ] as const);
  if (how === null) return {};
  if (how === 'fail' || random.chance(0.5)) return { on_item_error: how };
  const bounds = [
    { count: 1 },
    { count: 0 },
    ...(mode === 'while' ? [] : [{ percent: 50 }, { count: 1, percent: 90 }]),
  ];
  return { on_item_error: how, tolerate: random.pick(bounds) };
}

function collected(item: Schema): Schema {
  const error = { type: 'object', required: ['code', 'message'], properties: { code: { type: 'string' } } };
  const entry = { type: 'object', required: ['index', 'error'], properties: { index: { type: 'integer' }, error } };
  const properties = {
    items: { type: 'array', items: item },
    errors: { type: 'array', items: entry },
    count: { type: 'integer' },
  };
  return { type: 'object', required: Object.keys(properties), properties };
}

/** Keeps steps together: with a limit of time, undone together, taking turns. */
export function scope(drawing: Drawing, from: readonly string[], draw: Draw): readonly string[] {
  const { random, around } = drawing;
  const mutex = !around.exclusive && random.chance(0.2);
  const id = drawing.next(from, 'scope', {
    ...(random.chance(0.5) ? { timeout: random.pick(['PT3S', 'PT20S', 'PT5M', 'PT0S']) } : {}),
    ...(random.chance(0.3) ? { on_error: random.pick(['compensate', 'keep']) } : {}),
    ...(random.chance(0.3) ? { on_success: random.pick(['keep', 'final']) } : {}),
    ...(mutex ? { mutex: random.chance(0.6) ? 'one' : drawing.hole('text') } : {}),
  });
  drawing.within({ exclusive: around.exclusive || mutex }, () => inside(drawing, id, false, draw));
  const sort = random.pick(SORTS);
  const gives = random.chance(0.6);
  const { config } = drawing.node(id);
  if (gives) config.output = { f0: drawing.hole(sort, { inside: true }) };
  drawing.given.set(
    id,
    gives ? { type: 'object', required: ['f0'], properties: { f0: schemaOf(sort) } } : { type: 'object' },
  );
  return leaving(drawing, id, draw);
}

function inside(drawing: Drawing, id: string, beside: boolean, draw: Draw): void {
  const { regions } = drawing.around;
  const around = beside ? { parent: id, beside: id, regions: [...regions, id] } : { parent: id };
  drawing.within(around, () => draw([]));
}

/** A container leaves by `out`, and fails by exits of its own or going on. */
function leaving(drawing: Drawing, id: string, draw: Draw): readonly string[] {
  const { random } = drawing;
  const node = drawing.node(id);
  Object.assign(node, goingOn(drawing, drawing.given.get(id)));
  if (random.chance(0.15)) node.retry_policy = retries(drawing);
  if (random.chance(0.03)) node.disabled = true;
  const exits = [id];
  if (random.chance(0.4)) exits.push(...draw([`${id}:error`]));
  if (node.config.timeout !== undefined && random.chance(0.6)) exits.push(...draw([`${id}:timeout`]));
  return exits;
}

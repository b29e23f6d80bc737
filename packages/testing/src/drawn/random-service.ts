import { loop, scope } from './bodies.ts';
import { again, choice, end, fork, graph } from './branches.ts';
import { Drawing } from './drawing.ts';
import { kinds } from './kinds.ts';
import { Random } from './random.ts';
import { objectSchema, type Schema } from './schemas.ts';
import { effect, raise, set, task, transform, wait } from './steps.ts';
import { Writer } from './writer.ts';

type Draw = (from: readonly string[]) => readonly string[];

const DEEPEST = 3;

/** Draws a random service of rich shape. Its expressions are written by the writer that is returned. */
export function randomService(seed: number): Writer {
  const random = new Random(seed);
  const drawing = new Drawing(random, 3 + random.below(22));
  const triggers = random.chance(0.2) ? random.pick([['t0'], ['t0', 't1']]) : [];
  const loose = entry(drawing, triggers);
  const last = sequence(drawing, loose, DEEPEST);
  if (last.length > 0 && random.chance(0.3)) end(drawing, last);
  if (random.chance(0.08)) wildEdge(drawing);
  const input: Schema = { ...objectSchema(random), required: ['key'] };
  const properties = {
    key: { type: 'string' },
    list: { type: 'array', items: { type: 'integer' } },
    ...(input.properties as Readonly<Record<string, Schema>>),
  };
  return new Writer(drawing, { ...input, properties }, triggers, {
    ...(random.chance(0.6) ? { outputs: outputs(drawing) } : {}),
    ...(random.chance(0.4) ? { error_policy: { strategy: random.pick(['fail', 'compensate']) } } : {}),
    ...(random.chance(0.12) ? { timeout: random.pick(['PT30S', 'PT10M', 'P1D']) } : {}),
    ...(random.chance(0.1) ? { business_keys: { key: '${ input.key }' } } : {}),
  });
}

function outputs(drawing: Drawing) {
  const [result, more] = [drawing.hole('whole'), drawing.hole('text')];
  const schema = {
    type: 'object',
    required: ['result'],
    properties: { result: { type: 'integer' }, more: { type: 'string' } },
  };
  return { ...(drawing.random.chance(0.5) ? { schema } : {}), value: { result, more } };
}

/** Where the tokens come in: at one step, or at one for each trigger. */
function entry(drawing: Drawing, triggers: readonly string[]): readonly string[] {
  return triggers.reduce<readonly string[]>((from, trigger, index) => {
    const loose = index === 0 && drawing.random.chance(0.5) ? set(drawing, from) : transform(drawing, from);
    drawing.connect(trigger, loose[0] as string);
    return loose;
  }, []);
}

/** Blocks one after the other. An empty list of exits begins a level. */
function sequence(drawing: Drawing, from: readonly string[], depth: number): readonly string[] {
  const { random } = drawing;
  let loose = from;
  for (let count = 1 + random.below(depth === DEEPEST ? 5 : 3); count > 0; count -= 1) {
    const begins = loose.length === 0 && (count === 0 || loose === from);
    if (loose.length === 0 && !begins) return [];
    loose = block(drawing, loose, depth);
  }
  return loose;
}

function block(drawing: Drawing, from: readonly string[], depth: number): readonly string[] {
  const { random } = drawing;
  const draw: Draw = (exits) => sequence(drawing, exits, depth - 1);
  const flat = drawing.left <= 0 || depth === 0;
  // At the end of the pen's ink exits go on as they are.
  if (flat && from.length > 0 && random.chance(0.4)) return from;
  const side: Draw = (exits) =>
    drawing.left <= 0 ? aside(drawing, exits) : sequence(drawing, exits, Math.min(depth, 1) - 1);
  const simple: readonly (readonly [number, () => readonly string[]])[] = [
    [10, () => transform(drawing, from)],
    [7, () => set(drawing, from)],
    [12, () => effect(drawing, from, side)],
    [6, () => wait(drawing, from, side)],
    [3, () => task(drawing, from, side)],
  ];
  if (flat) return random.weighted(simple)();
  return random.weighted([
    ...simple,
    [3, () => raise(drawing, from)] as const,
    [8, () => choice(drawing, from, draw)] as const,
    [9, () => fork(drawing, from, draw)] as const,
    [2, () => graph(drawing, from)] as const,
    [4, () => again(drawing, from, draw)] as const,
    [9, () => loop(drawing, from, draw)] as const,
    [8, () => scope(drawing, from, draw)] as const,
  ])();
}

/** The way of a failure: something small, an end of its own, or straight on. */
function aside(drawing: Drawing, exits: readonly string[]): readonly string[] {
  const { random } = drawing;
  if (random.chance(0.4)) return transform(drawing, exits);
  if (random.chance(0.5)) return exits;
  end(drawing, exits);
  return [];
}

/** A connection between any two steps: most are refused, those that are not had better mean something. */
function wildEdge(drawing: Drawing): void {
  const { random, nodes } = drawing;
  const source = random.pick(nodes);
  const beside = nodes.filter((node) => node.parent === source.parent && node !== source);
  if (beside.length === 0) return;
  const ports = kinds[source.type]?.ports(source.config) ?? [];
  if (ports.length === 0) return;
  const loops = random.chance(0.3) ? { loop: { max: 2 } } : {};
  drawing.connect(`${source.id}:${random.pick(ports).id}`, random.pick(beside).id, loops);
}

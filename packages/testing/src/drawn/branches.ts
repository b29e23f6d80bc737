import type { Drawing } from './drawing.ts';

type Draw = (from: readonly string[]) => readonly string[];

/** One way of several. */
export function choice(drawing: Drawing, from: readonly string[], draw: Draw): readonly string[] {
  const { random } = drawing;
  const branches = Array.from({ length: 1 + random.below(2) }, (_, index) => ({
    id: `b${index}`,
    when: drawing.hole('flag'),
  }));
  const id = drawing.next(from, 'decision', { branches });
  const behind = branches.flatMap((branch) => (random.chance(0.9) ? draw([`${id}:${branch.id}`]) : []));
  const otherwise = `${id}:default`;
  switch (random.pick(['on', 'on', 'draw', 'draw', 'end', 'open'] as const)) {
    case 'on':
      return [...behind, otherwise];
    case 'draw':
      return [...behind, ...draw([otherwise])];
    case 'end':
      end(drawing, [otherwise]);
      return behind;
    case 'open':
      return behind;
  }
}

/** Ends a path: with a status, an output, or ending everything. */
export function end(drawing: Drawing, from: readonly string[]): void {
  const { random, around } = drawing;
  const alone = around.regions.length === 0;
  drawing.next(from, 'end', {
    ...(random.chance(0.4) ? { status: drawing.hole('text') } : {}),
    ...(random.chance(alone ? 0.4 : 0.05) ? { output: { result: drawing.hole('whole') } } : {}),
    ...(random.chance(0.2) ? { terminate: true } : {}),
  });
}

/** Several ways at the same time, and where they come together, if they do. */
export function fork(drawing: Drawing, from: readonly string[], draw: Draw): readonly string[] {
  const { random } = drawing;
  const count = 2 + random.below(2);
  const kind = random.pick(['named', 'named', 'bare', 'some', 'some'] as const);
  const named = Array.from({ length: count }, (_, index) => `b${index}`);
  const id = {
    named: () => drawing.next(from, 'parallel', { branches: named.map((name) => ({ id: name })) }),
    bare: () => drawing.next(from, 'parallel', {}),
    some: () => {
      const branches = named.map((name) => ({ id: name, when: drawing.hole('flag') }));
      return drawing.next(from, 'decision', { mode: 'all', branches });
    },
  }[kind]();
  const exits = named.map((name) => (kind === 'bare' ? id : `${id}:${name}`));
  const join = random.pick(['all', 'all', 'any', 'count', 'plain', 'none'] as const);
  const loose = exits.map((exit, index) => {
    if (kind !== 'bare' && random.chance(0.05)) return [];
    const regions = [...drawing.around.regions, `${id}.${index}`];
    const begun = random.chance(0.5) ? [exit] : [drawing.within({ regions }, () => first(drawing, exit))];
    return drawing.within({ regions }, () => draw(begun));
  });
  if (kind === 'some') loose.push(otherwise(drawing, id, draw));
  if (join === 'none') {
    for (const exit of loose.flat().filter((each) => exits.includes(each))) first(drawing, exit);
    return [];
  }
  const arriving = loose.filter((_, index) => index === 0 || random.chance(0.93)).flat();
  for (const exit of loose.flat()) if (!arriving.includes(exit) && exits.includes(exit)) first(drawing, exit);
  if (arriving.length < 2) return arriving.filter((exit) => !exits.includes(exit)).slice(0, 0);
  if (join === 'plain') return [first(drawing, ...arriving)];
  return [drawing.next(arriving, 'join', joining(drawing, join, count))];
}

function otherwise(drawing: Drawing, id: string, draw: Draw): readonly string[] {
  const { random, around } = drawing;
  const exit = `${id}:default`;
  switch (random.pick(['on', 'draw', 'open'] as const)) {
    case 'on':
      return [exit];
    case 'draw':
      return drawing.within({ regions: [...around.regions, exit] }, () => draw([exit]));
    case 'open':
      return [];
  }
}

function first(drawing: Drawing, ...from: readonly string[]): string {
  const id = drawing.next(from, 'transform', { output: { f0: drawing.hole('whole') } });
  drawing.given.set(id, { type: 'object', required: ['f0'], properties: { f0: { type: 'integer' } } });
  return id;
}

function joining(drawing: Drawing, mode: 'all' | 'any' | 'count', count: number): Record<string, unknown> {
  const { random } = drawing;
  const number = random.chance(0.8) ? 1 + random.below(count) : '${ 1 + 1 }';
  return {
    ...(mode === 'all' && random.chance(0.5) ? {} : { mode }),
    ...(mode === 'count' ? { count: number } : {}),
    ...(random.chance(0.35) ? { cancel_rest: random.chance(0.5) } : {}),
    ...(random.chance(0.4) ? { on_branch_error: random.pick(['fail', 'ignore']) } : {}),
  };
}

/** A graph in which every split starts all, and every step waits for all connections into it. */
export function graph(drawing: Drawing, from: readonly string[]): readonly string[] {
  const { random } = drawing;
  const size = 4 + random.below(3);
  const targets = Array.from({ length: size }, () => new Set<number>());
  for (let index = 1; index < size; index += 1) targets[random.below(index)]?.add(index);
  for (let extra = random.below(4); extra > 0; extra -= 1) {
    const [a, b] = [random.below(size), random.below(size)];
    if (a !== b) targets[Math.min(a, b)]?.add(Math.max(a, b));
  }
  targets[0]?.add(size - 1).add(1);
  const regions = [...drawing.around.regions, `graph${drawing.nodes.length}`];
  const ids = targets.map((to, index) => {
    const leads = index === 0 ? from : [];
    const draw = () => (to.size > 1 ? drawing.next(leads, 'parallel', {}) : plain(drawing, leads));
    return index === 0 ? draw() : drawing.within({ regions }, draw);
  });
  for (const [index, to] of targets.entries())
    for (const target of to) drawing.connect(ids[index] as string, ids[target] as string);
  const sinks = ids.filter((_, index) => targets[index]?.size === 0);
  return [sinks.length === 1 ? (sinks[0] as string) : first(drawing, ...sinks)];
}

function plain(drawing: Drawing, from: readonly string[]): string {
  const { random } = drawing;
  if (random.chance(0.6)) return first(drawing, ...from);
  return drawing.next(from, 'wait', { duration: drawing.duration() });
}

/** A part that is done again, by a decision that is counted or by a person's word. */
export function again(drawing: Drawing, from: readonly string[], draw: Draw): readonly string[] {
  const { random } = drawing;
  const head = first(drawing, ...from);
  const loose = draw([head]);
  if (loose.length === 0) return [];
  if (random.chance(0.7)) {
    const id = drawing.next(loose, 'decision', { branches: [{ id: 'more', when: drawing.hole('flag') }] });
    const pause = random.chance(0.5) ? first(drawing, `${id}:more`) : `${id}:more`;
    drawing.connect(pause, head, { loop: { max: 1 + random.below(3) } });
    return [`${id}:default`];
  }
  const outcomes = [{ id: 'again' }, { id: 'done' }];
  const id = drawing.next(loose, 'human_task', { title: 'Good?', assignees: { roles: ['clerk'] }, outcomes });
  drawing.connect(`${id}:again`, head, { loop: random.chance(0.5) ? {} : { max: 2 } });
  return [`${id}:done`];
}

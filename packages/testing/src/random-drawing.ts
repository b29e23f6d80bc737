import type { Json } from '@omniroute/primitives';
import fc from 'fast-check';

export type DrawnEdge = { source: string; target: string; source_handle?: string; loop?: { max: number } };
export type DrawnNode = { id: string; type: string; config: object; parent?: string };
export type RandomDrawing = { nodes: DrawnNode[]; edges: DrawnEdge[] };

/** So many answers a run is given as its input; conditions read them by turns. */
export const ANSWERS = 7;

/** A random drawing as a service whose conditions are answered by the list `input.yes`. */
export function serviceOf({ nodes, edges }: RandomDrawing): Json {
  const inputs = {
    type: 'object',
    required: ['yes'],
    properties: { yes: { type: 'array', items: { type: 'boolean' }, minItems: ANSWERS } },
  };
  return { dsl_version: '1.0', id: 'case', name: 'Case', inputs, nodes, edges } as unknown as Json;
}

/** A condition that differs from step to step. */
function conditionOf(number: number): string {
  return `\${ input.yes[${number % ANSWERS}] }`;
}

/** A pause that differs from step to step. */
function pauseOf(number: number): { duration: string } {
  return { duration: `PT${1 + (number % 3)}S` };
}

/** Blocks that are sound by the way they are built: what is inside, and whether every path through comes out. */
type Block =
  | { readonly kind: 'step' | 'pause' }
  | { readonly kind: 'row'; readonly blocks: readonly Block[] }
  | { readonly kind: 'choice'; readonly blocks: readonly Block[]; readonly ends: boolean }
  | {
      readonly kind: 'fork';
      readonly blocks: readonly Block[];
      readonly join: 'none' | 'all' | 'any' | 'count';
      readonly some: boolean;
      readonly aside: boolean;
    }
  | { readonly kind: 'again' | 'body'; readonly block: Block };

const { blocks } = fc.letrec<{ blocks: Block }>((tie) => {
  const inner = tie('blocks');
  const several = fc.array(inner, { minLength: 2, maxLength: 3 });
  return {
    blocks: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      fc.record({ kind: fc.constantFrom('step' as const, 'pause' as const) }),
      fc.record({ kind: fc.constant('row' as const), blocks: several }),
      fc.record({ kind: fc.constant('choice' as const), blocks: several, ends: fc.boolean() }),
      fc.record({
        kind: fc.constant('fork' as const),
        blocks: several,
        join: fc.constantFrom('none' as const, 'all' as const, 'any' as const, 'count' as const),
        some: fc.boolean(),
        aside: fc.boolean(),
      }),
      fc.record({ kind: fc.constantFrom('again' as const, 'body' as const), block: inner }),
    ),
  };
});

/** Draws blocks: each leads from what came before it to what comes next. */
class Pen {
  readonly drawing: RandomDrawing = { nodes: [], edges: [] };
  private parent: string | undefined;

  add(type: string, config: object): string {
    const id = `n${this.drawing.nodes.length}`;
    const parent = this.parent === undefined ? {} : { parent: this.parent };
    this.drawing.nodes.push({ id, type, config, ...parent });
    return id;
  }

  /** `from` are loose exits that all lead to the next step; returns those behind the block. */
  draw(block: Block, from: readonly string[]): readonly string[] {
    switch (block.kind) {
      case 'step':
        return this.next(from, 'transform', { output: 1 });
      case 'pause':
        return this.next(from, 'wait', pauseOf(this.drawing.nodes.length));
      case 'row':
        return block.blocks.reduce((loose, each) => this.draw(each, loose), from);
      case 'choice': {
        const branches = block.blocks.map((_, index) => ({ id: `b${index}`, when: this.condition(index) }));
        const [id] = this.next(from, 'decision', { branches }) as [string];
        const behind = block.blocks.flatMap((each, index) => this.draw(each, [`${id}:b${index}`]));
        if (!block.ends) return [...behind, `${id}:default`];
        this.next([`${id}:default`], 'end', {});
        return behind;
      }
      case 'fork':
        return this.fork(block, from);
      case 'again': {
        const [head] = this.next(from, 'transform', { output: 1 }) as [string];
        const [id] = this.next(this.draw(block.block, [head]), 'decision', {
          branches: [{ id: 'back', when: this.condition(0) }],
        }) as [string];
        this.connect(`${id}:back`, head, { loop: { max: 3 } });
        return [`${id}:default`];
      }
      case 'body': {
        const [id] = this.next(from, 'scope', {}) as [string];
        const outside = this.parent;
        this.parent = id;
        this.draw(block.block, this.next([], 'transform', { output: 1 }));
        this.parent = outside;
        return [id];
      }
    }
  }

  private fork(block: Block & { kind: 'fork' }, from: readonly string[]): readonly string[] {
    const branches = block.blocks.map((_, index) => ({
      id: `b${index}`,
      ...(block.some ? { when: this.condition(index) } : {}),
    }));
    const [id] = block.some
      ? (this.next(from, 'decision', { branches, mode: 'all' }) as [string])
      : (this.next(from, 'parallel', { branches }) as [string]);
    const aside = block.aside && block.join !== 'none' && block.blocks.length > 2 ? 1 : 0;
    const behind = block.blocks.flatMap((each, index) => {
      // Each branch begins with a step of its own, so that an exit has one connection.
      const loose = this.draw(each, this.next([`${id}:b${index}`], 'transform', { output: 1 }));
      return index < aside ? [] : loose;
    });
    const mode = { none: 'all', all: 'all', any: 'any', count: 'count' }[block.join];
    const config = mode === 'all' ? {} : mode === 'any' ? { mode, cancel_rest: block.some } : { mode, count: 2 };
    return this.next(behind, 'join', config);
  }

  private condition(index: number): string {
    return conditionOf(this.drawing.nodes.length + index);
  }

  private next(from: readonly string[], type: string, config: object): readonly string[] {
    const id = this.add(type, config);
    for (const each of from) this.connect(each, id);
    return [id];
  }

  private connect(from: string, target: string, more: Partial<DrawnEdge> = {}): void {
    const [source = '', handle] = from.split(':');
    this.drawing.edges.push({ source, target, ...(handle === undefined ? {} : { source_handle: handle }), ...more });
  }
}

/** Drawings that are sound by the way they are built. */
export const soundDrawings: fc.Arbitrary<RandomDrawing> = blocks.map((block) => {
  const pen = new Pen();
  pen.draw(block, pen.draw({ kind: 'step' }, []));
  return pen.drawing;
});

/** Any connections between a handful of steps, a step's kind following from how many leave it. */
export const anyDrawings = fc
  .integer({ min: 4, max: 9 })
  .chain((count) =>
    fc.tuple(
      fc.array(fc.constantFrom('parallel', 'decision', 'several'), { minLength: count, maxLength: count }),
      fc.array(fc.constantFrom('plain', 'plain', 'join', 'any'), { minLength: count, maxLength: count }),
      fc.tuple(...Array.from({ length: count - 1 }, (_, index) => fc.nat(index))),
      fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 5 }),
      fc.option(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { freq: 3 }),
    ),
  )
  .map(([splits, merges, tree, extra, back]): RandomDrawing => {
    const count = splits.length;
    const pairs = new Set<string>();
    for (const [index, from] of tree.entries()) pairs.add(`${from}>${index + 1}`);
    for (const [a, b] of extra) if (a !== b) pairs.add(`${Math.min(a, b)}>${Math.max(a, b)}`);
    const links = [...pairs].map((pair) => pair.split('>').map(Number) as [number, number]);
    const goesBack = back !== null && back[0] > back[1] && splits[back[0]] !== 'parallel' ? back : null;
    const edges: DrawnEdge[] = [];
    const nodes = Array.from({ length: count }, (_, index) => {
      const targets = links.filter(([from]) => from === index).map(([, to]) => to);
      const isJoin = merges[index] !== 'plain' && links.filter(([, to]) => to === index).length > 1;
      const exits = targets.length + (goesBack?.[0] === index ? 1 : 0);
      const id = `n${index}`;
      if (exits > 1 && !isJoin) {
        const branches = targets.map((to) => ({ id: `b${to}`, when: conditionOf(index + to) }));
        for (const to of targets)
          edges.push({
            source: id,
            target: `n${to}`,
            ...(splits[index] === 'parallel' ? {} : { source_handle: `b${to}` }),
          });
        if (splits[index] === 'parallel') return { id, type: 'parallel', config: {} };
        if (goesBack?.[0] === index)
          edges.push({ source: id, source_handle: 'default', target: `n${goesBack[1]}`, loop: { max: 3 } });
        return { id, type: 'decision', config: { branches, ...(splits[index] === 'several' ? { mode: 'all' } : {}) } };
      }
      const [only] = targets;
      if (only !== undefined) edges.push({ source: id, target: `n${only}` });
      if (isJoin) return { id, type: 'join', config: merges[index] === 'any' ? { mode: 'any' } : {} };
      return { id, type: 'wait', config: pauseOf(index) };
    });
    return { nodes, edges };
  });

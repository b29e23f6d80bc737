import fc from 'fast-check';

/** Parts of services, sound by the way they are built. */
export type RandomBlock =
  | { readonly kind: 'read' | 'set' | 'effect' | 'undone' | 'raise' }
  | { readonly kind: 'row'; readonly blocks: readonly RandomBlock[] }
  | {
      readonly kind: 'choice';
      readonly blocks: readonly RandomBlock[];
      readonly ends: boolean;
      readonly assigns: boolean;
    }
  | {
      readonly kind: 'fork';
      readonly blocks: readonly RandomBlock[];
      readonly join: 'none' | 'plain' | 'all' | 'any' | 'count';
      readonly some: boolean;
      readonly rest: boolean;
      readonly ignore: boolean;
    }
  | { readonly kind: 'again'; readonly block: RandomBlock }
  | { readonly kind: 'scope'; readonly block: RandomBlock; readonly caught: boolean }
  | {
      readonly kind: 'turns';
      readonly block: RandomBlock;
      readonly mode: 'each' | 'times' | 'beside';
      readonly skip: boolean;
      readonly until: boolean;
    };

const { blocks } = fc.letrec<{ blocks: RandomBlock }>((tie) => {
  const inner = tie('blocks');
  const several = fc.array(inner, { minLength: 2, maxLength: 3 });
  const one = <const Kind extends string>(kind: Kind) => fc.constant(kind);
  return {
    blocks: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      fc.record({ kind: fc.constantFrom('read' as const, 'set' as const, 'effect' as const, 'undone' as const) }),
      fc.record({ kind: one('row'), blocks: several }),
      fc.record({ kind: one('choice'), blocks: several, ends: fc.boolean(), assigns: fc.boolean() }),
      fc.record({
        kind: one('fork'),
        blocks: several,
        join: fc.constantFrom('none' as const, 'plain' as const, 'all' as const, 'any' as const, 'count' as const),
        some: fc.boolean(),
        rest: fc.boolean(),
        ignore: fc.boolean(),
      }),
      fc.record({ kind: one('again'), block: inner }),
      fc.record({ kind: one('scope'), block: inner, caught: fc.boolean() }),
      fc.record({
        kind: one('turns'),
        block: inner,
        mode: fc.constantFrom('each' as const, 'times' as const, 'beside' as const),
        skip: fc.boolean(),
        until: fc.boolean(),
      }),
      fc.record({ kind: one('raise') }),
    ),
  };
});

export const randomBlocks: fc.Arbitrary<RandomBlock> = blocks;

type Node = { id: string; type: string; config: Record<string, unknown>; parent?: string } & Record<string, unknown>;
type Edge = { source: string; target: string; source_handle?: string; loop?: { max: number } };

/** A service drawn from blocks, in which every step and every end reads everything there is. */
export class RandomService {
  readonly effects: string[] = [];
  choices = 0;
  private readonly nodes: Node[] = [];
  private readonly edges: Edge[] = [];
  private readonly variables: { name: string; schema: object; scope?: string }[] = [];
  private parent: string | undefined;
  private beside: string | undefined;

  constructor(block: RandomBlock) {
    this.draw(block, this.next([], 'transform', {}));
  }

  service() {
    const reads = this.reads();
    const nodes = this.nodes.map((node) => this.reading(node, reads));
    return {
      dsl_version: '1.0',
      id: 'case',
      name: 'Case',
      inputs: {
        type: 'object',
        required: ['choices', 'items'],
        properties: {
          choices: { type: 'array', items: { type: 'boolean' } },
          items: { type: 'array', items: { type: 'integer' } },
        },
      },
      connections: [{ name: 'sandbox', type: 'commerce' }],
      outputs: { value: { reads: { ...reads } } },
      variables: this.variables,
      nodes,
      edges: this.edges,
    };
  }

  private reads(): Record<string, string> {
    const texts = [
      ...this.nodes.map(({ id }) => `nodes.${id}`),
      ...this.variables.map(({ name }) => `vars.${name}`),
      ...this.nodes.flatMap(({ id, type }) => (type === 'loop' ? [`loop.${id}.index`, `loop.${id}.item`] : [])),
      'error.code',
      'item',
      'index',
      'compensation.key',
    ];
    return Object.fromEntries(texts.map((text, index) => [`r_${index}`, `\${ [${text}] }`]));
  }

  private reading(node: Node, reads: Record<string, string>): Node {
    const own = { reads: { ...reads } };
    switch (node.type) {
      case 'transform':
        return { ...node, config: { ...node.config, output: own } };
      case 'send_notification':
        return { ...node, config: { ...node.config, data: own } };
      case 'scope':
        return { ...node, config: { ...node.config, output: own } };
      case 'loop':
        return { ...node, config: { ...node.config, collect: own } };
      default:
        return node;
    }
  }

  private add(type: string, config: Record<string, unknown>, rest: Record<string, unknown> = {}): string {
    const id = `n${this.nodes.length}`;
    this.nodes.push({ id, type, config, ...(this.parent === undefined ? {} : { parent: this.parent }), ...rest });
    return id;
  }

  /** `from` are loose exits that all lead to the new step; its own exit is returned. */
  private next(from: readonly string[], type: string, config: Record<string, unknown>): readonly [string] {
    const id = this.add(type, config);
    for (const exit of from) this.connect(exit, id);
    return [id];
  }

  private connect(exit: string, target: string, rest: { loop?: { max: number } } = {}): void {
    const [source = '', port] = exit.split(':');
    this.edges.push({ source, target, ...(port === undefined ? {} : { source_handle: port }), ...rest });
  }

  private condition(): string {
    this.choices += 1;
    return `\${ input.choices[${this.choices - 1}] }`;
  }

  private variable(): string {
    const name = `v${this.variables.length}`;
    const scope = this.beside === undefined ? {} : { scope: this.beside };
    this.variables.push({ name, schema: { type: 'integer' }, ...scope });
    return name;
  }

  private set(from: readonly string[], variable: string): readonly [string] {
    return this.next(from, 'set_variables', { assignments: [{ variable, value: 1 }] });
  }

  private effect(from: readonly string[]): readonly [string] {
    const found = this.next(from, 'send_notification', { connection: 'sandbox', channel: 'sms', to: '+1', text: 'x' });
    this.effects.push(found[0]);
    return found;
  }

  private draw(block: RandomBlock, from: readonly string[]): readonly string[] {
    switch (block.kind) {
      case 'read':
        return this.next(from, 'transform', {});
      case 'set':
        return this.set(from, this.variable());
      case 'effect': {
        const [id] = this.effect(from);
        return [id, ...this.next([`${id}:error`], 'transform', {})];
      }
      case 'undone': {
        const [id] = this.effect(from);
        const [undo] = this.effect([]);
        const node = this.nodes.find((each) => each.id === id);
        if (node !== undefined) node.compensate_with = undo;
        return [id];
      }
      case 'raise': {
        const [id] = this.next(from, 'decision', { branches: [{ id: 'bad', when: this.condition() }] });
        this.next([`${id}:bad`], 'raise_error', { code: 'business.no', message: 'No' });
        return [`${id}:default`];
      }
      case 'row':
        return block.blocks.reduce((loose, each) => this.draw(each, loose), from);
      case 'choice':
        return this.choice(block, from);
      case 'fork':
        return this.fork(block, from);
      case 'again': {
        const [first] = this.next(from, 'transform', {});
        const loose = this.draw(block.block, [first]);
        const [id] = this.next(loose, 'decision', { branches: [{ id: 'more', when: this.condition() }] });
        const [pause] = this.next([`${id}:more`], 'transform', {});
        this.connect(pause, first, { loop: { max: 2 } });
        return [...this.next([`${id}:default`], 'transform', {})];
      }
      case 'scope': {
        const [id] = this.next(from, 'scope', block.caught ? { timeout: 'PT6S' } : {});
        this.inside(id, false, block.block);
        return block.caught
          ? [id, ...this.next([`${id}:error`], 'transform', {}), ...this.next([`${id}:timeout`], 'transform', {})]
          : [id];
      }
      case 'turns': {
        const config = {
          ...(block.mode === 'times' ? { mode: 'times', times: 2 } : { items: '${ input.items }' }),
          ...(block.mode === 'beside' ? { concurrency: 2 } : {}),
          ...(block.skip ? { on_item_error: 'report' } : {}),
          ...(block.until ? { until: this.condition() } : {}),
        };
        const [id] = this.next(from, 'loop', config);
        this.inside(id, block.mode === 'beside', block.block);
        return [id];
      }
    }
  }

  private inside(container: string, beside: boolean, block: RandomBlock): void {
    const around = [this.parent, this.beside] as const;
    this.parent = container;
    if (beside) this.beside = container;
    this.next(this.draw(block, this.next([], 'transform', {})), 'transform', {});
    [this.parent, this.beside] = around;
  }

  private choice(block: Extract<RandomBlock, { kind: 'choice' }>, from: readonly string[]): readonly string[] {
    const branches = block.blocks.map((_, index) => ({ id: `b${index}`, when: this.condition() }));
    const [id] = this.next(from, 'decision', { branches });
    const shared = block.assigns ? this.variable() : null;
    const begin = (exit: string) => (shared === null ? [exit] : this.set([exit], shared));
    const behind = block.blocks.flatMap((each, index) => this.draw(each, begin(`${id}:b${index}`)));
    if (!block.ends) return [...behind, ...begin(`${id}:default`)];
    this.next([`${id}:default`], 'end', {});
    return behind;
  }

  private fork(block: Extract<RandomBlock, { kind: 'fork' }>, from: readonly string[]): readonly string[] {
    const named = block.blocks.map((_, index) => `b${index}`);
    const [id] = block.some
      ? this.next(from, 'decision', {
          mode: 'all',
          branches: named.map((each) => ({ id: each, when: this.condition() })),
        })
      : this.next(from, 'parallel', { branches: named.map((each) => ({ id: each })) });
    const ends = named.map((name, index) => {
      const first = this.next([`${id}:${name}`], 'transform', {});
      return this.next(this.draw(block.blocks[index] as RandomBlock, first), 'transform', {})[0];
    });
    if (block.some) ends.push(this.next([`${id}:default`], 'transform', {})[0]);
    if (block.join === 'none') return ends.slice(0, 1);
    if (block.join === 'plain') return this.next(ends, 'transform', {});
    const count = block.join === 'count' ? { count: 1 } : {};
    const config = {
      mode: block.join,
      ...count,
      cancel_rest: block.rest,
      on_branch_error: block.ignore ? 'ignore' : 'fail',
    };
    return this.next(ends, 'join', config);
  }
}

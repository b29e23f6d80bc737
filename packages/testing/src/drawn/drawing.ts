import { Hole } from './hole.ts';
import type { Random } from './random.ts';
import type { Schema, Sort } from './schemas.ts';

/** A step as it is drawn: its settings may hold holes. */
export interface DrawnNode {
  readonly id: string;
  readonly type: string;
  readonly config: Record<string, unknown>;
  parent?: string;
  [field: string]: unknown;
}

export interface DrawnEdge {
  readonly source: string;
  readonly target: string;
  source_handle?: string;
  on?: readonly string[];
  loop?: { readonly max?: number };
}

export interface DrawnVariable {
  readonly name: string;
  readonly schema: Schema;
  readonly sort: Sort;
  readonly scope?: string;
  readonly merge?: string;
  readonly initial?: unknown;
  /** Forks and concurrent loops around the place for which it was made. */
  readonly regions: readonly string[];
}

/** What is around the place where the next step is drawn. */
export interface Around {
  readonly parent: string | undefined;
  /** Forks and concurrent loops around it, from the outside in. */
  readonly regions: readonly string[];
  /** The innermost container whose turns run side by side. */
  readonly beside: string | undefined;
  /** A scope with a mutex is somewhere around. */
  readonly exclusive: boolean;
}

/** A service under the pen. Exits are written `step` or `step:port`. */
export class Drawing {
  readonly nodes: DrawnNode[] = [];
  readonly edges: DrawnEdge[] = [];
  readonly variables: DrawnVariable[] = [];
  readonly messages: { readonly name: string; readonly schema: Schema }[] = [];
  readonly random: Random;
  /** What an item of each loop over a list is. */
  readonly items = new Map<string, Schema>();
  /** What steps give that say it only by what they are worked out from. */
  readonly given = new Map<string, Schema>();
  around: Around = { parent: undefined, regions: [], beside: undefined, exclusive: false };
  /** Steps that may still be drawn; what is begun is finished. */
  left: number;

  constructor(random: Random, left: number) {
    this.random = random;
    this.left = left;
  }

  add(type: string, config: Record<string, unknown>, rest: Readonly<Record<string, unknown>> = {}): string {
    const id = `n${this.nodes.length}`;
    const { parent } = this.around;
    this.nodes.push({ id, type, config, ...(parent === undefined ? {} : { parent }), ...rest });
    this.left -= 1;
    return id;
  }

  /** A step to which loose exits lead. */
  next(
    from: readonly string[],
    type: string,
    config: Record<string, unknown>,
    rest: Readonly<Record<string, unknown>> = {},
  ): string {
    const id = this.add(type, config, rest);
    for (const exit of from) this.connect(exit, id);
    return id;
  }

  connect(exit: string, target: string, rest: Partial<DrawnEdge> = {}): void {
    const [source = '', port] = exit.split(':');
    this.edges.push({ source, target, ...(port === undefined ? {} : { source_handle: port }), ...rest });
  }

  node(id: string): DrawnNode {
    return this.nodes.find((node) => node.id === id) as DrawnNode;
  }

  /** Draws with something else around. */
  within<Result>(around: Partial<Around>, draw: () => Result): Result {
    const outside = this.around;
    this.around = { ...outside, ...around };
    const result = draw();
    this.around = outside;
    return result;
  }

  hole(sort: Sort, options: { before?: string; inside?: boolean } = {}): Hole {
    return new Hole(sort, this.random.seed(), options);
  }

  /** A whole number or, seldom, an expression for one where the language takes both. */
  duration(): string {
    return this.random.pick(['PT0S', 'PT1S', 'PT5S', 'PT10S', 'PT1M', 'PT1H']);
  }
}

import type { Arc, FlowGraph, Target } from './flow-graph.ts';
import { type Statement, statement } from './statement.ts';

/** Writes a step: `follow` gives what happens behind one of its exits. */
export type WriteStep = (node: number, follow: Follow) => Statement[];

/** `stays`: behind what is written there, the flow must not fall through to what stands next. */
export type Follow = (port: string, target: Target, options?: { readonly stays?: boolean }) => Statement[];

/** How the flow leaves the whole part. */
export interface Border {
  /** What the end of the text means: the end of the part, or coming to a join. */
  readonly falls: 'end' | 'join';
  /** How it is left from the middle; null: by a label around everything. */
  readonly leave: Readonly<Record<'end' | 'join', string | null>>;
  readonly label: string;
}

interface Frame {
  readonly target: Target;
  readonly kind: 'block' | 'circle';
  readonly label: () => string;
  used: boolean;
}

interface Context {
  /** What comes next where the text goes on; null: nothing that may be reached so. */
  readonly falls: Target | null;
  /** Blocks and circles around, the innermost last. */
  readonly frames: readonly Frame[];
}

/**
 * Turns a graph into nested statements. What only one way leads to stands where it is reached; where several ways come
 * together stands behind a block that they leave; circles are loops, and where they are left in one way only stands behind.
 */
export class Structure {
  private readonly graph: FlowGraph;
  private readonly write: WriteStep;
  private readonly border: Border;
  private readonly count: (back: number) => Statement[];
  private readonly label: (target: number | null) => string;
  private root: Frame;
  private readonly placed = new Map<number, readonly number[]>();
  private readonly behind = new Set<number>();

  constructor(
    graph: FlowGraph,
    border: Border,
    given: {
      readonly write: WriteStep;
      readonly count: (back: number) => Statement[];
      readonly label: (target: number | null) => string;
    },
  ) {
    this.graph = graph;
    this.border = border;
    this.write = given.write;
    this.count = given.count;
    this.label = given.label;
    this.root = { target: border.falls, kind: 'block', label: () => border.label, used: false };
    this.place();
  }

  statements(): Statement[] {
    const { entry } = this.graph;
    const context: Context = { falls: this.border.falls, frames: [this.root] };
    const made = typeof entry === 'number' ? this.tree(entry, context) : this.jump(entry, context);
    return this.root.used ? [labelled(this.border.label, made)] : made;
  }

  /** Which steps stand behind which: meetings behind what leads to all their ways, exits of circles behind the circle. */
  private place(): void {
    const add = (to: number, node: number) => {
      this.placed.set(to, [...(this.placed.get(to) ?? []), node]);
      this.behind.add(node);
    };
    const left = this.graph.order.map((node) => [node, this.circleLeft(node)] as const);
    for (const [node, circle] of left) {
      const above = this.graph.above(node);
      if (above === null) continue;
      const isOnlyExit = left.filter(([, other]) => other === circle).length === 1;
      if (circle !== null && (isOnlyExit || this.graph.isMeeting(node))) add(circle, node);
      else if (this.graph.isMeeting(node)) add(above, node);
    }
  }

  /** The outermost circle that is left towards a step. */
  private circleLeft(node: number): number | null {
    const above = this.graph.above(node);
    let circle: number | null = null;
    for (let at = above; at !== null; at = this.graph.above(at)) {
      const steps = this.graph.circleAt(at);
      if (above !== null && steps?.has(above) === true && !steps.has(node)) circle = at;
    }
    return circle;
  }

  private tree(node: number, context: Context): Statement[] {
    const steps = this.graph.circleAt(node);
    const placed = [...(this.placed.get(node) ?? [])].reverse();
    if (steps === null) return this.blocks(placed, context, (inner) => this.step(node, inner));
    const [outside, inside] = [placed.filter((each) => !steps.has(each)), placed.filter((each) => steps.has(each))];
    return this.blocks(outside, context, (around) => {
      const name = this.lazily(null);
      const frame: Frame = { target: node, kind: 'circle', label: name.text, used: false };
      const within: Context = { falls: node, frames: [...around.frames, frame] };
      const body = this.blocks(inside, within, (inner) => this.step(node, inner));
      const head = frame.used && name.wasAsked() ? `${name.text()}: while (true) {` : 'while (true) {';
      return [{ parts: [head, { statements: body, circle: true }, '}'], uses: new Set() }];
    });
  }

  /** Blocks, the outermost first: each is left towards the step that stands behind it. */
  private blocks(nodes: readonly number[], context: Context, inner: (context: Context) => Statement[]): Statement[] {
    const [node, ...rest] = nodes;
    if (node === undefined) return inner(context);
    const name = this.lazily(node);
    const frame: Frame = { target: node, kind: 'block', label: name.text, used: false };
    const body = this.blocks(rest, { falls: node, frames: [...context.frames, frame] }, inner);
    const block = frame.used && name.wasAsked() ? [labelled(name.text(), body)] : body;
    return [...block, ...this.tree(node, context)];
  }

  private step(node: number, context: Context): Statement[] {
    const made = this.write(node, (port, target, { stays = false } = {}) => {
      const arc = this.arcOf(node, port, target);
      return this.follow(arc, stays ? { ...context, falls: null } : context);
    });
    const last = made.findIndex((each) => each.ends === true);
    return last < 0 ? made : made.slice(0, last + 1);
  }

  private arcOf(node: number, port: string, target: Target): Arc {
    const found = this.graph.exits(node).find((arc) => arc.port === port && arc.target === target);
    if (found === undefined) throw new Error(`Step ${node} has no exit ${port} to ${target}`);
    return found;
  }

  private follow({ target, back }: Arc, context: Context): Statement[] {
    const counted = back === null ? [] : this.count(back);
    if (back !== null || typeof target !== 'number' || this.behind.has(target))
      return [...counted, ...this.jump(target, context)];
    return this.tree(target, context);
  }

  private jump(target: Target, context: Context): Statement[] {
    if (context.falls === target) return [];
    if (typeof target !== 'number') {
      const text = this.border.leave[target];
      if (text !== null) return [statement(text, undefined, true)];
      this.root.used = true;
      return [statement(`break ${this.border.label};`, undefined, true)];
    }
    const { frames } = context;
    const frame = frames.findLast((each) => each.target === target);
    if (frame === undefined) throw new Error(`Nothing around leads to step ${target}`);
    frame.used = true;
    const circle = frames.findLast(({ kind }) => kind === 'circle');
    if (frame.kind === 'circle')
      return [statement(circle === frame ? 'continue;' : `continue ${frame.label()};`, undefined, true)];
    // The block directly around the innermost circle is left by leaving the circle.
    const around = circle === undefined ? undefined : frames[frames.indexOf(circle) - 1];
    const plain = around === frame;
    return [statement(plain ? 'break;' : `break ${frame.label()};`, undefined, true)];
  }

  /** A label that gets its name only if somebody needs it. */
  private lazily(target: number | null): { text(): string; wasAsked(): boolean } {
    let name: string | null = null;
    return {
      text: () => {
        name ??= this.label(target);
        return name;
      },
      wasAsked: () => name !== null,
    };
  }
}

function labelled(label: string, statements: readonly Statement[]): Statement {
  const [only] = statements;
  const first = only?.parts[0];
  if (statements.length === 1 && only !== undefined && typeof first === 'string' && first.startsWith('while ('))
    return { ...only, parts: [`${label}: ${first}`, ...only.parts.slice(1)] };
  return { parts: [`${label}: {`, { statements: [...statements] }, '}'], uses: new Set(), ends: false };
}

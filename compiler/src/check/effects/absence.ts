import { parseTemplate, print, type Tree } from '@omniroute/expressions';
import { assignedBy } from '../data/fact-table.ts';
import { containersOf } from '../data/where.ts';
import type { Arc, Place } from '../graph/drawing.ts';
import type { Graph } from '../graph/graph.ts';

/** Conditions by how they print, and whether they are true or false. */
type Held = ReadonlySet<string>;

/** A different value each time it is asked for. */
const UNSTEADY: readonly string[] = ['now', 'uuid'];

/**
 * Whether a condition holds on every path into a step: choices on the way have found it true, and nothing that it reads has
 * changed since. Parts of `&&` are looked for one by one.
 */
export class Conditions {
  private readonly graph: Graph;
  private readonly entered = new Map<string, Held>();
  private readonly trees = new Map<string, Tree>();

  constructor(graph: Graph) {
    this.graph = graph;
    const starts = new Set(graph.starts.map(({ node }) => node));
    for (let changed = true; changed; ) {
      changed = false;
      for (const id of graph.order) {
        const place = graph.drawing.places.get(id);
        if (place === undefined) continue;
        const now = this.entry(place, starts.has(id));
        const before = this.entered.get(id);
        if (before !== undefined && before.size === now.size) continue;
        this.entered.set(id, now);
        changed = true;
      }
    }
  }

  /** Whether a condition is sure at the entry of a step; of an undo, when its step was entered, as far as it stays so. */
  holds(text: string, step: string): boolean {
    const template = parseTemplate(text);
    if (template.kind !== 'expression' || template.diagnostics.length > 0) return false;
    const undone = this.graph.drawing.undos.get(step);
    const held = [...(this.entered.get(undone ?? step) ?? [])];
    const steady =
      undone === undefined ? held : held.filter((fact) => !this.reads(fact).some(([root]) => root === 'vars'));
    return isSure(template.tree, true, new Set(steady));
  }

  /** The first connection on a way to the step behind which the condition is not sure, for a path that shows it. */
  private entry(place: Place, starts: boolean): Held {
    const { id } = place.node;
    const ways: Held[] = starts ? [new Set()] : [];
    if (place.parent !== null && this.graph.rootOf(place.parent) === id) ways.push(this.begin(place.parent));
    for (const arc of place.in) if (this.entered.has(arc.source)) ways.push(this.along(arc));
    const [first = new Set<string>(), ...others] = ways;
    const common = [...first].filter((fact) => others.every((way) => way.has(fact)));
    return new Set(common.filter((fact) => !this.isDisturbed(fact, place)));
  }

  /** A turn begins with what held before, unless a turn can change it. */
  private begin(container: string): Held {
    const inside = (id: string): string[] =>
      (this.graph.drawing.bodies.get(container)?.places ?? []).includes(id) ||
      containersOf(this.graph.drawing, id).includes(container)
        ? [id]
        : [];
    const steps = this.graph.order.flatMap(inside).flatMap((id) => this.graph.drawing.places.get(id) ?? []);
    const before = [...(this.entered.get(container) ?? [])];
    return new Set(before.filter((fact) => !steps.some((step) => this.changes(step, fact))));
  }

  private along(arc: Arc): Held {
    const source = this.graph.drawing.places.get(arc.source) as Place;
    const before = [...(this.entered.get(arc.source) ?? [])];
    const body = this.bodyOf(arc.source);
    const kept = before.filter((fact) => ![source, ...body].some((step) => this.changes(step, fact)));
    return new Set([...kept, ...this.found(source, arc)]);
  }

  private bodyOf(container: string): readonly Place[] {
    if (!this.graph.drawing.bodies.has(container)) return [];
    return [...this.graph.drawing.places.values()].filter(({ node }) =>
      containersOf(this.graph.drawing, node.id).includes(container),
    );
  }

  /** What a choice has found out: of the first that holds also that those before it do not. */
  private found({ known, node }: Place, arc: Arc): readonly string[] {
    const split = known?.kind.split?.(known.config);
    const { branches } = known?.config ?? {};
    if (node.disabled === true || (split !== 'one' && split !== 'inclusive') || !Array.isArray(branches)) return [];
    if (arc.role !== 'branch' && arc.role !== 'default') return [];
    const found: string[] = [];
    for (const { id, when } of branches as readonly { readonly id: string; readonly when: unknown }[]) {
      const tree = typeof when === 'string' ? this.treeOf(when) : null;
      const taken = id === arc.port;
      if (tree !== null && taken) found.push(...this.parts(tree, true));
      if (tree !== null && !taken && (split === 'one' || arc.role === 'default'))
        found.push(...this.parts(tree, false));
      if (taken && split === 'one') break;
      if (taken) break;
    }
    return found;
  }

  private treeOf(text: string): Tree | null {
    const template = parseTemplate(text);
    return template.kind === 'expression' && template.diagnostics.length === 0 ? template.tree : null;
  }

  private parts(tree: Tree, truth: boolean): readonly string[] {
    if (tree.kind === 'unary' && tree.op === '!') return this.parts(tree.operand, !truth);
    const both = tree.kind === 'binary' && tree.op === (truth ? '&&' : '||');
    const own = factOf(tree, truth);
    this.trees.set(own, tree);
    return both ? [own, ...this.parts(tree.left, truth), ...this.parts(tree.right, truth)] : [own];
  }

  /** What a fact reads, by root and name. */
  private reads(fact: string): readonly (readonly [root: string, name: string])[] {
    const tree = this.trees.get(fact);
    return tree === undefined ? [] : [...readsOf(tree)];
  }

  /** Whether a visit changes what a condition reads, or nobody can say. */
  private changes(place: Place, fact: string): boolean {
    const assigned = assignedBy(place);
    return this.reads(fact).some(
      ([root, name]) =>
        UNSTEADY.includes(root) ||
        (root === 'vars' && (name === '' || assigned.includes(name))) ||
        (root === 'nodes' && (name === '' || name === place.node.id)),
    );
  }

  /** Something beside the step can change what the condition reads. */
  private isDisturbed(fact: string, { node }: Place): boolean {
    return [...this.graph.drawing.places.values()].some(
      (other) => this.changes(other, fact) && this.graph.together(other.node.id, node.id),
    );
  }
}

function isSure(tree: Tree, truth: boolean, held: Held): boolean {
  if (tree.kind === 'literal') return tree.value === truth;
  if (tree.kind === 'unary' && tree.op === '!') return isSure(tree.operand, !truth, held);
  if (held.has(factOf(tree, truth))) return true;
  if (tree.kind !== 'binary' || (tree.op !== '&&' && tree.op !== '||')) return false;
  const [left, right] = [isSure(tree.left, truth, held), isSure(tree.right, truth, held)];
  return (tree.op === '&&') === truth ? left && right : left || right;
}

function factOf(tree: Tree, truth: boolean): string {
  return `${truth} ${print(tree)}`;
}

function* readsOf(tree: Tree): Generator<readonly [string, string]> {
  switch (tree.kind) {
    case 'ident':
      yield [tree.name, ''];
      return;
    case 'select':
      if (tree.operand.kind === 'ident') yield [tree.operand.name, tree.field];
      else yield* readsOf(tree.operand);
      return;
    case 'index':
      yield* readsOf(tree.operand);
      yield* readsOf(tree.index);
      return;
    case 'unary':
      yield* readsOf(tree.operand);
      return;
    case 'binary':
      yield* readsOf(tree.left);
      yield* readsOf(tree.right);
      return;
    case 'conditional':
      for (const part of [tree.test, tree.then, tree.otherwise]) yield* readsOf(part);
      return;
    case 'call':
      if (tree.target === null) yield [tree.name, ''];
      else yield* readsOf(tree.target);
      for (const arg of tree.args) yield* readsOf(arg);
      return;
    case 'list':
      for (const { value } of tree.items) yield* readsOf(value);
      return;
    case 'map':
      for (const { key, value } of tree.entries) {
        yield* readsOf(key);
        yield* readsOf(value);
      }
      return;
    default:
      return;
  }
}

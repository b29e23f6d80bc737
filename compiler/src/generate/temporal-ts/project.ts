import type { Code, Type } from '@omniroute/expressions';
import type { CallOp, Mapping, Plan, PlanNode } from '@omniroute/plan';
import type { ResolvedService } from '../../resolve/resolved.ts';
import { keyOfCall, type Part, type Parts } from './callee.ts';
import type { Variable } from './declare.ts';
import { Errors } from './errors-in-scope.ts';
import { camel, Names, pascal } from './names.ts';
import { type Refusal, Untranslatable } from './refusal.ts';
import { tsType } from './ts-type.ts';
import { Typing } from './typing.ts';

/** The name by which expressions speak of the loops around. */
const [LOOPS] = Object.keys({ loop: true });

/** A service on its way into a project: its plan, its types, and the names that its parts get. */
export class Project {
  readonly plan: Plan;
  readonly resolved: ResolvedService;
  readonly typing: Typing;
  readonly names = new Names();
  private readonly forms = new Names();
  readonly errors: Errors;
  readonly refusals: Refusal[] = [];
  /** Helpers that the workflow imports. */
  readonly helpers = new Set<string>();
  /** Variables of the flow, by key. */
  readonly variables = new Map<string, Variable>();
  /** Facts of the run that are read. */
  readonly facts = new Set<string>();
  /** Whether a branch may go on by itself past where the others are awaited. */
  letsRun = false;
  /** Steps that are read where they may not have completed. */
  private readonly optional = new Set<string>();
  private readonly read = new Set<string>();

  private readonly parts: Parts;
  private readonly key: string;

  constructor(plan: Plan, resolved: ResolvedService, parts: Parts, key: string) {
    this.plan = plan;
    this.resolved = resolved;
    this.parts = parts;
    this.key = key;
    for (const name of parts.names) this.names.of(`service:${name}`, name);
    this.typing = new Typing(resolved);
    this.errors = new Errors(plan, this.typing);
    for (const { code } of plan.exprs) this.findReads(code);
    for (const { id } of plan.nodes) this.output(id);
  }

  get id(): string {
    return this.resolved.service.id;
  }

  /** How it is named among the services of the project. */
  get part(): Part {
    return this.parts.of(this.key);
  }

  /** The service that a step calls. */
  callee(node: CallOp): Part {
    return this.parts.of(keyOfCall(this.key, node));
  }

  node(index: number): PlanNode {
    const node = this.plan.nodes[index];
    if (node === undefined) throw new Error(`The plan has no node ${index}`);
    return node;
  }

  indexOf(id: string): number {
    return this.plan.nodes.findIndex((node) => node.id === id);
  }

  helper(name: string): string {
    this.helpers.add(name);
    return name;
  }

  /** The variable that holds a step's output. */
  output(id: string): { readonly key: string; readonly name: string } {
    const key = `output:${id}`;
    const name = this.names.of(key, camel(id), `${camel(id)}Step`);
    if (!this.variables.has(key))
      this.variables.set(key, { name, type: this.variableType(id), optional: this.optional.has(id) });
    return { key, name };
  }

  isOptional(id: string): boolean {
    return this.optional.has(id);
  }

  /** Whether anything reads a step's output. */
  isRead(id: string): boolean {
    return this.read.has(id);
  }

  private variableType(id: string): string {
    const node = this.node(this.indexOf(id));
    // What goes on with a value when it fails gives either.
    return node.continue !== null ? this.outputType(id) : this.typeName(id, 'Output');
  }

  outputType(id: string): string {
    return tsType(this.typing.outputOf(id));
  }

  /** The name of a step's function in `steps.ts` and `activities.ts`. */
  effect(id: string): string {
    const { prefix } = this.part;
    const name = prefix === '' ? camel(id) : `${prefix}${pascal(id)}`;
    return this.parts.effects.of(`${this.key} ${id}`, name, `${name}Step`);
  }

  /** The name of a task's form in `schemas.ts`. */
  form(id: string): string {
    return this.forms.of(id, camel(id), `${camel(id)}Form`);
  }

  typeName(id: string, what: 'Input' | 'Output'): string {
    const { prefix } = this.part;
    return `${prefix === '' ? '' : pascal(prefix)}${pascal(id)}${what}`;
  }

  /** The object that holds the variables of a region. */
  vars(region: number): string {
    if (region === 0) return 'vars';
    const owner = this.plan.regions[region]?.owner;
    const id = owner == null ? 'run' : this.node(owner).id;
    return this.names.of(`vars:${region}`, `${camel(id)}Vars`);
  }

  /** The place of a container's inside. */
  place(region: number): string {
    if (region === 0) return 'at';
    const owner = this.plan.regions[region]?.owner;
    const id = owner == null ? 'run' : this.node(owner).id;
    return this.names.of(`place:${region}`, `in${pascal(id)}`);
  }

  /** Names of a loop's item and index. */
  turn(region: number): { readonly item: string; readonly index: string } {
    const owner = this.plan.regions[region]?.owner;
    const id = owner == null ? '' : this.node(owner).id;
    if (this.loopsAround(region).length === 1 && !this.hasLoopInside(region)) return { item: 'item', index: 'index' };
    const name = camel(id);
    return {
      item: this.names.of(`item:${region}`, `${name}Item`),
      index: this.names.of(`index:${region}`, `${name}Index`),
    };
  }

  /** Regions of the loops around, from the inside out, the region itself included. */
  loopsAround(region: number): readonly number[] {
    const found: number[] = [];
    for (let at: number | null = region; at !== null; at = this.plan.regions[at]?.parent ?? null) {
      const op = this.plan.regions[at]?.op;
      if (op === 'each' || op === 'while') found.push(at);
    }
    return found;
  }

  private hasLoopInside(region: number): boolean {
    return this.plan.regions.some(
      ({ op }, each) => each !== region && (op === 'each' || op === 'while') && this.loopsAround(each).includes(region),
    );
  }

  /** Writes a part; what cannot be written is noted with its place, and the rest goes on. */
  attempt<Result>(node: string | null, pointer: string, write: () => Result, instead: Result): Result {
    try {
      return write();
    } catch (error) {
      if (!(error instanceof Untranslatable)) throw error;
      const known = this.refusals.some((each) => each.pointer === pointer && each.reason === error.message);
      if (!known) this.refusals.push({ node, pointer, reason: error.message });
      return instead;
    }
  }

  /** From now on a step's output counts as read: what is written needs it. */
  markRead(id: string): void {
    this.read.add(id);
  }

  /** Steps whose expressions read a step; -1 for the end of the run. */
  readers(id: string): readonly number[] {
    return this.reads(([root, step]) => root === 'nodes' && step === id).map(({ node }) => node);
  }

  /** Steps whose expressions read a variable. */
  variableReaders(name: string): readonly number[] {
    return this.reads(([root, variable]) => root === 'vars' && variable === name).map(({ node }) => node);
  }

  /** The step of a region that a step is, lies in, or undoes something in; -1 for the end of the run. */
  atLevel(index: number, region: number): number {
    for (let at = index; ; ) {
      const node = this.plan.nodes[at];
      if (node === undefined) return -1;
      const undone = this.plan.nodes.findIndex((each) => each.undo?.node === at);
      if (undone >= 0 && node.region === region) return undone;
      if (node.region === region) return at;
      at = this.plan.regions[node.region]?.owner ?? -1;
    }
  }

  /** Whether a field of a step's output is read, or the output as a whole. */
  readsField(id: string, field: string): boolean {
    return (
      this.reads(([root, step, name]) => root === 'nodes' && step === id && (name === undefined || name === field))
        .length > 0
    );
  }

  /** Whether the item or the index of a loop is read. */
  readsName(region: number, name: 'item' | 'index'): boolean {
    const owner = this.plan.regions[region]?.owner ?? -1;
    const { id } = this.node(owner);
    const named = this.reads(
      ([root, loop, field]) => LOOPS === root && loop === id && (field === undefined || field === name),
    );
    const short = this.reads(([root]) => root === name).filter(({ node, pointer }) => {
      const inside = node === owner && /\/config\/(collect|until)/.test(pointer.slice(this.pointerOf(id).length));
      return inside || (node !== owner && this.loopsAround(this.plan.nodes[node]?.region ?? 0)[0] === region);
    });
    return named.length + short.length > 0;
  }

  private reads(wanted: (path: readonly string[]) => boolean): { readonly node: number; readonly pointer: string }[] {
    return [...this.typing.pointers].flatMap((pointer) =>
      this.typing.readsAt(pointer).some(({ path }) => wanted(path)) ? [{ node: this.nodeAt(pointer), pointer }] : [],
    );
  }

  private nodeAt(pointer: string): number {
    return this.plan.nodes.findIndex(({ id }) => `${pointer}/`.startsWith(`${this.pointerOf(id)}/`));
  }

  pointerOf(id: string): string {
    return this.plan.map[id] ?? '';
  }

  typeAt(pointer: string): Type {
    return this.typing.typeAt(pointer);
  }

  private findReads(code: Code): void {
    const walk = (part: unknown): void => {
      if (!Array.isArray(part)) return;
      const [op, , , inner, name] = part as unknown[];
      if (
        (op === 'get' || op === 'opt' || op === 'has') &&
        Array.isArray(inner) &&
        inner[0] === 'root' &&
        inner[3] === 'nodes'
      ) {
        this.read.add(String(name));
        if (op !== 'get') this.optional.add(String(name));
        return;
      }
      for (const each of part) walk(each);
    };
    walk(code);
  }
}

/** Whether a mapping is a value without expressions. */
export function isConstant({ holes }: Mapping): boolean {
  return holes.length === 0;
}

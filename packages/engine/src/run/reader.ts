import type { RunError } from '@omniroute/errors';
import type { Scope } from '@omniroute/expressions';
import type { ExprRef, Mapping, Plan } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import type { Frame, State, Token } from '../state.ts';
import { type Evaluated, evaluateExpr, evaluateMapping } from './evaluate.ts';
import { errorRoot, factRoots } from './scope.ts';
import { uuidOf } from './uuid.ts';

/** Evaluates a plan's expressions over a state, as a token sees it. One object serves a whole step. */
export class Reader implements Scope {
  readonly plan: Plan;
  readonly state: State;
  /** Fuel used so far. */
  spent = 0;
  /** What expressions read just now. */
  private reader: Token | null = null;
  private frameRead: Frame;
  private vars: Record<string, Json> | null = null;

  constructor(plan: Plan, state: State) {
    this.plan = plan;
    this.state = state;
    this.frameRead = state.frames[0] as Frame;
  }

  frame(token: Token): Frame {
    const frame = this.state.frames[token.frame];
    if (frame === undefined) throw new Error(`No frame ${token.frame}`);
    return frame;
  }

  evaluate(token: Token | null, mapping: Mapping): Evaluated {
    this.read(token);
    return this.paid(evaluateMapping(this.plan, mapping, this));
  }

  evaluateExpr(token: Token | null, ref: ExprRef): Evaluated {
    this.read(token);
    return this.paid(evaluateExpr(this.plan, ref, this));
  }

  /** Whether a condition holds; a value that is neither true nor false is an error, never silently false. */
  holds(
    token: Token,
    ref: ExprRef,
  ): { readonly ok: true; readonly value: boolean } | { readonly ok: false; readonly error: RunError } {
    const result = this.evaluateExpr(token, ref);
    if (!result.ok) return result;
    if (typeof result.value === 'boolean') return { ok: true, value: result.value };
    const { at, src } = this.plan.exprs[ref] ?? { at: '', src: '' };
    return {
      ok: false,
      error: { code: 'expression', message: 'A condition must be true or false.', details: { at, source: src } },
    };
  }

  private paid(result: Evaluated): Evaluated {
    this.spent += result.spent;
    this.state.counters.fuel += result.spent;
    return result;
  }

  private read(token: Token | null): void {
    const frame = token === null ? (this.state.frames[0] as Frame) : this.frame(token);
    if (frame !== this.frameRead) this.vars = null;
    this.frameRead = frame;
    this.reader = token;
  }

  get now(): number {
    return this.state.clock;
  }

  get(root: string): Json | undefined {
    switch (root) {
      case 'input':
        return this.state.input;
      case 'nodes':
        return this.frameRead.outputs;
      case 'vars':
        this.vars ??= this.varsOf(this.frameRead);
        return this.vars;
      case 'error':
        return this.reader?.error == null ? undefined : errorRoot(this.reader.error);
      case 'item':
        return this.frameRead.item;
      case 'index':
        return this.frameRead.index;
      default: {
        if (this.state.facts === null) return undefined;
        const facts = factRoots(this.state.facts);
        return Object.hasOwn(facts, root) ? facts[root] : undefined;
      }
    }
  }

  private varsOf(frame: Frame): Record<string, Json> {
    const outer = frame.parent === null ? {} : this.varsOf(this.state.frames[frame.parent] as Frame);
    this.plan.slots.forEach((slot, index) => {
      const value = frame.slots[index];
      if (slot.region === frame.region && value !== undefined) outer[slot.name] = value;
    });
    return outer;
  }

  /** The n-th call in one evaluation; ordinals go on through all evaluations of a visit. */
  uuid(_ordinal: number): string {
    const key = this.reader?.key ?? 'run';
    const ordinal = this.reader?.uuids ?? _ordinal;
    if (this.reader !== null) this.reader.uuids += 1;
    return uuidOf(`${this.state.facts?.run ?? ''}:${key}:${ordinal}`);
  }

  forgetVariables(): void {
    this.vars = null;
  }
}

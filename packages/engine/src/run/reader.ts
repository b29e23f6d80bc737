import type { RunError } from '@omniroute/errors';
import type { Scope } from '@omniroute/expressions';
import type { ExprRef, Mapping, Plan } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { homeOf } from '../calls/home.ts';
import type { Frame, State, Token, UndoEntry } from '../state.ts';
import { type Evaluated, evaluateExpr, evaluateMapping } from './evaluate.ts';
import { type PlanFacts, planFacts } from './plan-facts.ts';
import { calledFacts, errorRoot, factRoots } from './scope.ts';
import { uuidOf } from './uuid.ts';
import { callbacksOf, loopsOf, nodesOf, turnOf, variablesOf } from './view.ts';

/** Who reads: a token, or what stands in for one where none stands. */
export type ReadAs = Pick<Token, 'frame' | 'key' | 'error'> & { uuids: number };

/** Roots that only bodies and undos have, for a frame. */
const BODY_ROOTS: Readonly<Record<string, (frame: Frame, reader: Reader) => Json | undefined>> = {
  loop: (frame, { plan, state, past }) => (past === null ? loopsOf(plan, state, frame) : past.loop),
  callback: (frame, { plan, state }) => callbacksOf(plan, state, frame),
  compensation: (_frame, { past }) => (past === null ? undefined : { key: past.key }),
};

/** Evaluates a plan's expressions over a state, as a token sees it. One object serves a whole step. */
export class Reader implements Scope {
  readonly plan: Plan;
  readonly state: State;
  readonly facts: PlanFacts;
  /** Fuel used so far. */
  spent = 0;
  /** What expressions read just now. */
  private reader: ReadAs | null = null;
  private frameRead: Frame;
  private vars: Record<string, Json> | null = null;
  /** What an undo reads of the past. */
  past: UndoEntry | null = null;

  constructor(plan: Plan, state: State) {
    this.plan = plan;
    this.state = state;
    this.facts = planFacts(plan);
    this.frameRead = state.frames[0] as Frame;
  }

  frame(token: Pick<Token, 'frame'>): Frame {
    const frame = this.state.frames[token.frame];
    if (frame === undefined) throw new Error(`No frame ${token.frame}`);
    return frame;
  }

  evaluate(token: ReadAs | null, mapping: Mapping): Evaluated {
    this.read(token);
    return this.paid(evaluateMapping(this.plan, mapping, this));
  }

  /** Evaluates for an undo: outputs, item and index as they were, variables, input and error as they are. */
  evaluatePast(reader: ReadAs, entry: UndoEntry, mapping: Mapping): Evaluated {
    this.past = entry;
    const result = this.evaluate(reader, mapping);
    this.past = null;
    return result;
  }

  evaluateExpr(token: ReadAs | null, ref: ExprRef): Evaluated {
    this.read(token);
    return this.paid(evaluateExpr(this.plan, ref, this));
  }

  /** Whether a condition holds; a value that is neither true nor false is an error, never silently false. */
  holds(
    token: ReadAs,
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

  private read(token: ReadAs | null): void {
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
        return this.home.called === undefined ? this.state.input : this.home.called.input;
      case 'nodes':
        return this.past === null ? nodesOf(this.state, this.frameRead) : this.past.nodes;
      case 'vars':
        this.vars ??= variablesOf(this, this.frameRead);
        return this.vars;
      case 'error':
        return this.reader?.error == null ? undefined : errorRoot(this.reader.error);
      case 'item':
        return this.past === null ? turnOf(this.state, this.frameRead)?.item : this.past.item;
      case 'index':
        return this.past === null ? turnOf(this.state, this.frameRead)?.index : this.past.index;
      default:
        return Object.hasOwn(BODY_ROOTS, root) ? BODY_ROOTS[root]?.(this.frameRead, this) : this.fact(root);
    }
  }

  /** The frame of the service that reads. */
  private get home(): Frame {
    return homeOf(this.state, this.frameRead);
  }

  private fact(root: string): Json | undefined {
    if (this.state.facts === null) return undefined;
    const { called } = this.home;
    const facts = called === undefined ? factRoots(this.state.facts) : calledFacts(this.state.facts, called);
    return Object.hasOwn(facts, root) ? facts[root] : undefined;
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

import { matchesPattern, patternRank, type RunError } from '@omniroute/errors';
import { type ErrorRoute, formatKey, type ExprRef, type Mapping, type Next, type Observer, type Plan, type PlanNode, type RunEventBody } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import type { Command } from '../command.ts';
import type { Frame, State, Timer, Token } from '../state.ts';
import { type Evaluated, evaluateExpr, evaluateMapping, type Reading } from './evaluator.ts';

/** One call of `step`: the plan, the state it changes, the commands it gives. Ops work through this. */
export class Run {
  readonly commands: Command[] = [];
  spent = 0;
  steps = 0;
  readonly plan: Plan;
  readonly state: State;
  private readonly observer: Observer | undefined;

  constructor(plan: Plan, state: State, observer: Observer | undefined) {
    this.plan = plan;
    this.state = state;
    this.observer = observer;
  }

  observe(event: RunEventBody): void {
    this.observer?.(event, this.state.clock);
  }

  frame(token: Token): Frame {
    const frame = this.state.frames[token.frame];
    if (frame === undefined) throw new Error(`No frame ${token.frame}`);
    return frame;
  }

  node(index: number): PlanNode {
    const node = this.plan.nodes[index];
    if (node === undefined) throw new Error(`The plan has no node ${index}`);
    return node;
  }

  token(id: number): Token | undefined {
    return this.state.tokens.find((token) => token.id === id);
  }

  /** Puts a new token at a node; `null` is an exit that leads nowhere. */
  spawn(next: Next, frame: number, error: RunError | null = null): void {
    if (next === null) return;
    this.state.counters.token += 1;
    this.state.tokens.push({ id: this.state.counters.token, node: next, frame, key: null, error });
  }

  /** Begins a visit: a new key, never used before in this frame. */
  begin(token: Token, node: PlanNode): string {
    const frame = this.frame(token);
    const visit = (frame.visits[node.id] ?? 0) + 1;
    frame.visits[node.id] = visit;
    token.key = formatKey(node.id, frame.path === '' ? String(visit) : `${frame.path}.${visit}`);
    return token.key;
  }

  /** Ends a visit and moves the token on; a back edge taken too often is an error of this node. */
  complete(token: Token, node: PlanNode, leave: { port: string; next: Next; output?: Json | undefined; status?: 'completed' | 'continued' | 'skipped'; error?: RunError | null }): void {
    const key = token.key ?? '';
    const limit = this.turn(token, node, leave.port);
    if (limit !== null) return this.fail(token, node, limit);
    const { port, next, output, status = 'completed', error = token.error } = leave;
    if (output !== undefined) this.frame(token).outputs[node.id] = output;
    this.observe({ type: 'visit', node: node.id, key, status, port, ...(output === undefined ? {} : { output }) });
    this.move(token, next, error ?? null);
  }

  private turn(token: Token, node: PlanNode, port: string): RunError | null {
    const loop = this.plan.loops.find((each) => each.node === token.node && each.port === port);
    if (loop === undefined) return null;
    const frame = this.frame(token);
    const name = `${node.id}:${port}`;
    const taken = (frame.turns[name] ?? 0) + 1;
    frame.turns[name] = taken;
    if (loop.max === null || taken <= loop.max) return null;
    return { code: 'limit.iterations', message: `The connection back from "${node.id}" was taken more than ${loop.max} times.` };
  }

  private move(token: Token, next: Next, error: RunError | null): void {
    if (next === null) {
      this.remove(token);
      return;
    }
    token.node = next;
    token.key = null;
    token.error = error;
  }

  remove(token: Token): void {
    this.state.tokens.splice(this.state.tokens.indexOf(token), 1);
  }

  /**
   * A node failed for good (LANGUAGE.md section 7): its `on_error.continue`, else its most specific `error` edge, else the
   * error goes outward, which for the outermost region means the run.
   */
  fail(token: Token, node: PlanNode, raw: RunError, attempts?: number): void {
    const key = token.key ?? '';
    const error: RunError = { ...raw, node: node.id, iteration: key.slice(key.lastIndexOf('#') + 1) };
    const told = attempts === undefined ? {} : { attempts };
    if (node.continue !== null) {
      const value = this.evaluate(token, node.continue);
      if (value.ok) {
        this.observe({ type: 'visit', node: node.id, key, status: 'continued', error, output: value.value, port: 'out', ...told });
        this.frame(token).outputs[node.id] = value.value;
        return this.move(token, node.out, token.error);
      }
    }
    this.observe({ type: 'visit', node: node.id, key, status: 'failed', error, ...told });
    const route = routeFor(node.errors, error.code);
    if (route !== null) return this.move(token, route.next, error);
    this.remove(token);
    this.endEarly('failed', error);
  }

  /** The run is to end: what is in flight is cancelled, and it ends when all of that has reported back. */
  endEarly(status: 'failed' | 'cancelled' | 'completed', error: RunError | null): void {
    if (this.state.ending !== null || this.state.result !== null) return;
    this.state.ending = { status, error };
    for (const token of this.state.tokens) {
      if (token.key !== null) this.observe({ type: 'visit', node: this.node(token.node).id, key: token.key, status: 'cancelled' });
    }
    this.state.tokens.length = 0;
    this.state.waits.length = 0;
    this.state.tasks.length = 0;
    for (const { key } of this.state.pending) this.commands.push({ type: 'cancel', key });
    for (const timer of [...this.state.timers]) this.stopTimer(timer);
  }

  startTimer(timer: Timer): void {
    this.state.timers.push(timer);
    this.commands.push({ type: 'start_timer', key: timer.key, at: timer.at });
  }

  stopTimer(timer: Timer): void {
    this.state.timers.splice(this.state.timers.indexOf(timer), 1);
    // A timer that was asked for in this very step is not asked for at all.
    const asked = this.commands.findIndex((command) => command.type === 'start_timer' && command.key === timer.key);
    if (asked >= 0) this.commands.splice(asked, 1);
    else this.commands.push({ type: 'cancel_timer', key: timer.key });
  }

  stopTimersOf(token: number): void {
    for (const timer of this.state.timers.filter((each) => each.token === token)) this.stopTimer(timer);
  }

  evaluate(token: Token, mapping: Mapping): Evaluated {
    return this.paid(evaluateMapping(this.plan, mapping, this.reading(token)));
  }

  evaluateExpr(token: Token, ref: ExprRef): Evaluated {
    return this.paid(evaluateExpr(this.plan, ref, this.reading(token)));
  }

  /** Evaluates where no token is: at the end of the run. */
  evaluateAtEnd(mapping: Mapping): Evaluated {
    return this.paid(evaluateMapping(this.plan, mapping, this.readingOf(0, null, 'end')));
  }

  private paid(result: Evaluated): Evaluated {
    this.spent += result.spent;
    this.state.counters.fuel += result.spent;
    return result;
  }

  private reading(token: Token): Reading {
    return this.readingOf(token.frame, token.error, token.key ?? '');
  }

  private readingOf(frameId: number, error: RunError | null, key: string): Reading {
    const { facts, input, clock, frames } = this.state;
    const frame = frames[frameId];
    const vars: Record<string, Json> = {};
    this.plan.slots.forEach((slot, index) => {
      const value = frames[0]?.slots[index];
      if (value !== undefined) vars[slot.name] = value;
    });
    return {
      now: clock,
      seed: `${facts?.run ?? ''}:${key}`,
      roots: {
        input,
        nodes: frame?.outputs ?? {},
        vars,
        trigger: { id: facts?.trigger ?? 'manual' },
        run: { id: facts?.run ?? '', started_at: new Date(facts?.started_at ?? 0).toISOString() },
        tenant: { id: facts?.tenant ?? '' },
        service: { id: facts?.service ?? '', version: facts?.version ?? 0 },
        error: error === null ? undefined : errorValue(error),
        item: frame?.item,
        index: frame?.index,
      },
    };
  }
}

/** An error as expressions read it. */
function errorValue(error: RunError): Json {
  return {
    code: error.code, message: error.message, details: (error.details ?? null) as Json, node: error.node ?? null, iteration: error.iteration ?? null, attempt: error.attempt ?? null,
  };
}

function routeFor(routes: readonly ErrorRoute[], code: string): ErrorRoute | null {
  let best: ErrorRoute | null = null;
  let rank = -1;
  for (const route of routes) {
    const ranks = route.on === null ? [-0.5] : route.on.filter((pattern) => matchesPattern(code, pattern)).map(patternRank);
    const highest = Math.max(...ranks, -1);
    if (highest > rank) [best, rank] = [route, highest];
  }
  return best;
}

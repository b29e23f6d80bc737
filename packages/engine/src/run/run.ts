import type { RunError } from '@omniroute/errors';
import {
  formatKey,
  type Next,
  type Observer,
  type Plan,
  type PlanNode,
  type PlanSlot,
  type RunEventBody,
} from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import type { Command } from '../command.ts';
import type { Frame, Pending, State, Timer, Token } from '../state.ts';
import { mostSpecific } from './error-route.ts';
import { Reader } from './reader.ts';

/** How a token leaves a node. Without `output` the node has none; `error` replaces the one in scope. */
export interface Leave {
  readonly port: string;
  readonly next: Next;
  readonly output?: Json | undefined;
  readonly status?: 'completed' | 'skipped';
  readonly error?: RunError;
  readonly attempts?: number;
}

/** One call of `step`: the plan, the state it changes, the commands it gives. Ops work through this. */
export class Run extends Reader {
  readonly commands: Command[] = [];
  steps = 0;
  private readonly observer: Observer | undefined;
  /** Timers asked for in this step. */
  private started: Set<string> | null = null;

  constructor(plan: Plan, state: State, observer: Observer | undefined) {
    super(plan, state);
    this.observer = observer;
  }

  /** Whether anybody looks on; hosts that keep no view pay nothing for one. */
  get observed(): boolean {
    return this.observer !== undefined;
  }

  observe(event: RunEventBody): void {
    this.observer?.(event, this.state.clock);
  }

  node(index: number): PlanNode {
    const node = this.plan.nodes[index];
    if (node === undefined) throw new Error(`The plan has no node ${index}`);
    return node;
  }

  slot(index: number): PlanSlot {
    const slot = this.plan.slots[index];
    if (slot === undefined) throw new Error(`The plan has no variable ${index}`);
    return slot;
  }

  // Tokens

  /** Puts a new token at a node; `null` is an exit that leads nowhere. */
  spawn(next: Next, frame: number, error: RunError | null = null): void {
    if (next === null) return;
    const { counters, tokens, ready } = this.state;
    counters.token += 1;
    counters.live += 1;
    counters.busy += 1;
    tokens[counters.token] = { id: counters.token, node: next, frame, key: null, error, waiting: false, uuids: 0 };
    ready.push(counters.token);
  }

  /** Begins a visit: a new key, never used before in this frame. */
  begin(token: Token, node: PlanNode): string {
    const frame = this.frame(token);
    const visit = (frame.visits[node.id] ?? 0) + 1;
    frame.visits[node.id] = visit;
    token.key = formatKey(node.id, frame.path === '' ? String(visit) : `${frame.path}.${visit}`);
    token.uuids = 0;
    return token.key;
  }

  /** Whether the token now stands in an open wait or task, so that the run may be called waiting. */
  wait(token: Token, waiting: boolean): void {
    if (token.waiting === waiting) return;
    token.waiting = waiting;
    this.state.counters.busy += waiting ? -1 : 1;
  }

  /** Ends a visit and moves the token on; a back edge taken too often is an error of this node, and the answer is false. */
  complete(token: Token, node: PlanNode, leave: Leave): boolean {
    const { port, next, output, status = 'completed', error = token.error, attempts } = leave;
    const limit = this.turn(token, node, port, next);
    // Not by way of `continue`: it leaves by the very edge that is used up.
    if (limit !== null) {
      this.goOutward(token, node, limit);
      return false;
    }
    if (output !== undefined) this.frame(token).outputs[node.id] = output;
    if (this.observed) {
      const told = { ...(output === undefined ? {} : { output }), ...(attempts === undefined ? {} : { attempts }) };
      this.observe({ type: 'visit', node: node.id, key: token.key ?? '', status, port, ...told });
    }
    this.move(token, next, error);
    return true;
  }

  /** Counts a back edge; an error if it was taken as often as it may be. */
  turn(token: Token, node: PlanNode, port: string, next: Next): RunError | null {
    for (const loop of this.plan.loops) {
      if (loop.node !== token.node || loop.port !== port || (loop.to !== undefined && loop.to !== next)) continue;
      if (loop.max === null) return null;
      const { turns } = this.frame(token);
      const name = loop.to === undefined ? `${node.id}:${port}` : `${node.id}:${port}>${loop.to}`;
      const taken = turns[name] ?? 0;
      if (taken >= loop.max) {
        return {
          code: 'limit.iterations',
          message: `The connection back from "${node.id}" may be taken ${loop.max} times.`,
          details: { port, max: loop.max },
        };
      }
      turns[name] = taken + 1;
      return null;
    }
    return null;
  }

  private move(token: Token, next: Next, error: RunError | null): void {
    this.wait(token, false);
    if (next === null) return this.remove(token);
    token.node = next;
    token.key = null;
    token.error = error;
    this.state.ready.push(token.id);
  }

  remove(token: Token): void {
    this.wait(token, false);
    this.state.counters.live -= 1;
    this.state.counters.busy -= 1;
    delete this.state.tokens[token.id];
  }

  // Errors

  /** A node failed for good (LANGUAGE.md section 7): its `on_error.continue`, else as `goOutward` says. */
  fail(token: Token, node: PlanNode, raw: RunError, attempts?: number): void {
    if (node.continue === null) return this.goOutward(token, node, raw, attempts);
    const value = this.evaluate(token, node.continue);
    if (!value.ok) return this.goOutward(token, node, value.error, attempts);
    const limit = this.turn(token, node, 'out', node.out);
    if (limit !== null) return this.goOutward(token, node, limit, attempts);
    const error = this.placed(token, node, raw, attempts);
    this.frame(token).outputs[node.id] = value.value;
    this.observe({
      type: 'visit',
      node: node.id,
      key: token.key ?? '',
      status: 'continued',
      port: 'out',
      output: value.value,
      error,
      ...(attempts === undefined ? {} : { attempts }),
    });
    this.move(token, node.out, token.error);
  }

  /** The node's most specific `error` edge, else the error leaves its region, which for the outermost one ends the run. */
  private goOutward(token: Token, node: PlanNode, raw: RunError, attempts?: number): void {
    delete this.frame(token).outputs[node.id];
    let error = this.placed(token, node, raw, attempts);
    let routes = node.errors;
    for (;;) {
      const route = mostSpecific(routes, error.code);
      const limit = route === null ? null : this.turn(token, node, 'error', route.next);
      if (route !== null && limit !== null) {
        error = this.placed(token, node, limit);
        routes = routes.filter((other) => other !== route);
        continue;
      }
      this.observe({
        type: 'visit',
        node: node.id,
        key: token.key ?? '',
        status: 'failed',
        error,
        ...(route === null ? {} : { port: 'error' }),
        ...(attempts === undefined ? {} : { attempts }),
      });
      if (route !== null) return this.move(token, route.next, error);
      this.remove(token);
      return this.endEarly('failed', error);
    }
  }

  /** An error with the place it arose at. */
  placed(token: Token, node: PlanNode, raw: RunError, attempts?: number): RunError {
    const key = token.key ?? '';
    return {
      ...raw,
      node: node.id,
      iteration: key.slice(key.lastIndexOf('#') + 1),
      ...(attempts === undefined ? {} : { attempt: attempts }),
    };
  }

  /** The run is to end: what is in flight is cancelled, and it ends when all of that has reported back. */
  endEarly(status: 'failed' | 'cancelled' | 'completed', error: RunError | null): void {
    const { state } = this;
    if (state.ending !== null || state.result !== null) return;
    state.ending = { status, error };
    for (const token of Object.values(state.tokens)) {
      if (token.key !== null)
        this.observe({ type: 'visit', node: this.node(token.node).id, key: token.key, status: 'cancelled' });
      this.remove(token);
    }
    state.ready.length = 0;
    for (const key of Object.keys(state.waits)) delete state.waits[key];
    state.counters.conditional = 0;
    for (const key of Object.keys(state.tasks)) delete state.tasks[key];
    for (const key of Object.keys(state.pending)) this.commands.push({ type: 'cancel', key });
    for (const key of Object.keys(state.timers)) this.stopTimer(key);
  }

  // What is under way outside

  schedule(
    pending: Pending,
    call: {
      readonly activity: string;
      readonly input: Json;
      readonly connection: string | null;
      readonly options: number;
    },
  ): void {
    const { key, node } = pending;
    const { activity, input, connection, options } = call;
    this.state.pending[key] = pending;
    this.state.counters.pending += 1;
    const { id } = this.node(node);
    this.commands.push({ type: 'schedule', key, node: id, index: node, activity, input, connection, options });
  }

  startTimer(timer: Timer): void {
    this.state.timers[timer.key] = timer;
    this.started ??= new Set();
    this.started.add(timer.key);
    this.commands.push({ type: 'start_timer', key: timer.key, at: timer.at });
  }

  stopTimer(key: string): void {
    if (this.state.timers[key] === undefined) return;
    delete this.state.timers[key];
    // A timer that was asked for in this very step is not asked for at all.
    if (this.started?.delete(key) !== true) this.commands.push({ type: 'cancel_timer', key });
    else
      this.commands.splice(
        this.commands.findIndex((command) => command.type === 'start_timer' && command.key === key),
        1,
      );
  }

  // Variables

  /** The frame that holds a variable, seen from a token: the nearest one of the variable's region. */
  frameOf(token: Token, slot: number): Frame {
    const { region } = this.slot(slot);
    let frame = this.frame(token);
    while (frame.region !== region && frame.parent !== null) frame = this.state.frames[frame.parent] as Frame;
    return frame;
  }

  assign(frame: Frame, slot: number, value: Json): void {
    frame.slots[slot] = value;
    this.forgetVariables();
    this.observe({ type: 'variable', name: this.slot(slot).name, value });
  }
}

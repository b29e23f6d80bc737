import type { RunError } from '@omniroute/errors';
import {
  type Next,
  type Observer,
  type Plan,
  type PlanNode,
  type PlanSlot,
  placeOfKey,
  project,
  type RunEventBody,
} from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { arrive } from '../branches/arrive.ts';
import { looksAgain } from '../branches/coming.ts';
import { noteOutput } from '../branches/take-back.ts';
import type { Command } from '../command.ts';
import type { Division } from '../parts/divide.ts';
import type { Failure, Frame, Pending, State, Timer, Token } from '../state.ts';
import { entryOf } from '../undo/entries.ts';
import type { Check } from './check.ts';
import { mostSpecific } from './error-route.ts';
import { countOpen, placeOf } from './places.ts';
import { Reader } from './reader.ts';
import { keyOf, outputChanged } from './view.ts';

/** How a token leaves a node. Without `output` the node has none; `error` replaces the one in scope. */
export interface Leave {
  readonly port: string;
  readonly next: Next;
  readonly output?: Json | undefined;
  readonly status?: 'completed' | 'skipped';
  readonly error?: RunError;
  readonly attempts?: number;
  /** The back edge has been counted. */
  readonly counted?: boolean;
}

/** One call of `step`: the plan, the state it changes, the commands it gives. Ops work through this. */
export class Run extends Reader {
  readonly commands: Command[] = [];
  /** What is to be looked at before the next token runs. */
  readonly checks: Check[] = [];
  steps = 0;
  /** How loops of very many turns are divided; `null`: they are not. */
  division: Division | null = null;
  /** Nothing new begins: the run is about to go on in a fresh history. */
  drains = false;
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
    // What the run is, the run tells, not a workflow that does a part of it.
    if (this.observer === undefined || (event.type === 'run' && this.state.part !== null)) return;
    // A node of a subflow is shown as one, not as the node of the same name outside.
    const inside = 'node' in event && event.key.includes('/');
    this.observer(inside ? { ...event, node: placeOfKey(event.key).node } : event, this.state.clock);
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

  /** Puts a new token at a node; `null` is an exit that leads nowhere. `through`: it comes out of the node's gather. */
  spawn(
    next: Next,
    at: { readonly frame: number; readonly branch: number | null; readonly error: RunError | null },
    through?: { readonly joined: readonly string[] },
  ): Token | null {
    if (next === null) return null;
    const { counters, tokens } = this.state;
    counters.token += 1;
    counters.live += 1;
    counters.busy += 1;
    const { frame, branch, error } = at;
    const token: Token = {
      id: counters.token,
      node: next,
      frame,
      branch,
      key: null,
      error,
      waiting: false,
      uuids: 0,
      joined: through?.joined ?? null,
      tried: null,
    };
    tokens[token.id] = token;
    countOpen(this.state, at, 1).tokens[token.id] = true;
    if (through === undefined) this.arrive(token, next);
    else this.state.ready.push(token.id);
    return token;
  }

  /** A token has come to a node: it is taken in where several become one, else its visit may begin. */
  private arrive(token: Token, node: number): void {
    const { gather } = this.node(node);
    if (gather === null || !arrive(this, token, gather)) this.state.ready.push(token.id);
  }

  /** Begins a visit: a new key, never used before in this frame. */
  begin(token: Token, node: PlanNode): string {
    const frame = this.frame(token);
    const visit = (frame.visits[node.id] ?? 0) + 1;
    frame.visits[node.id] = visit;
    token.key = keyOf(frame, node.id, visit);
    token.uuids = 0;
    return token.key;
  }

  /** Whether the token now stands in an open wait, task or container, so that the run may be called waiting. */
  wait(token: Token, waiting: boolean): void {
    if (token.waiting === waiting) return;
    token.waiting = waiting;
    this.state.counters.busy += waiting ? -1 : 1;
  }

  /** Ends a visit and moves the token on; a back edge taken too often is an error of this node, and the answer is false. */
  complete(token: Token, node: PlanNode, leave: Leave): boolean {
    const { port, next, output, status = 'completed', error = token.error, attempts } = leave;
    const limit = leave.counted === true ? null : this.turn(token, node, port, next);
    // What nothing reads later is not kept; work that was done elsewhere comes cut already, before history.
    const kept = output === undefined ? undefined : project(node.keep, output);
    if (node.undo !== null && status === 'completed') this.remember(token, node, kept);
    // Not by way of `continue`: it leaves by the very edge that is used up.
    if (limit !== null) {
      this.goOutward(token, node, limit);
      return false;
    }
    if (kept !== undefined) this.setOutput(token, node.id, kept);
    this.frame(token).last = node.id;
    if (this.observed) {
      const told = { ...(output === undefined ? {} : { output }), ...(attempts === undefined ? {} : { attempts }) };
      this.observe({ type: 'visit', node: node.id, key: token.key ?? '', status, port, ...told });
    }
    this.move(token, next, error);
    return true;
  }

  /** What the visit under way did can be undone from now on. */
  remember(token: Token, node: PlanNode, output: Json | undefined): void {
    const entry = entryOf(this, token, node, output);
    this.state.counters.done += 1;
    entry.seq = this.state.counters.done;
    placeOf(this.state, token).done.push(entry);
  }

  /** `undefined`: the node has no output now. */
  setOutput(token: Token, node: string, value: Json | undefined): void {
    const frame = this.frame(token);
    if (token.branch !== null) noteOutput(this.state, token.branch, frame, node);
    if (value === undefined) delete frame.outputs[node];
    else frame.outputs[node] = value;
    outputChanged(this.state, frame, node, value);
  }

  /** Counts a back edge; an error if it was taken as often as it may be. */
  turn(token: Token, node: PlanNode, port: string, next: Next): RunError | null {
    const loops = this.facts.loops[token.node];
    if (loops === undefined) return null;
    for (const loop of loops) {
      if (loop.port !== port || (loop.to !== undefined && loop.to !== next)) continue;
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
    const from = token.node;
    token.node = next;
    token.key = null;
    token.error = error;
    token.joined = null;
    token.tried = null;
    if (token.branch !== null) looksAgain(this, token.branch, from, next);
    this.arrive(token, next);
  }

  remove(token: Token): void {
    this.wait(token, false);
    this.state.counters.live -= 1;
    this.state.counters.busy -= 1;
    delete this.state.tokens[token.id];
    const place = countOpen(this.state, token, -1);
    delete place.tokens[token.id];
    if (token.branch !== null) looksAgain(this, token.branch, token.node, null);
    else if (place.open === 0 && token.frame !== 0) this.checks.push({ look: 'frame', frame: token.frame });
  }

  // Errors

  /** A node failed for good (LANGUAGE.md section 7): its `on_error.continue`, else as `goOutward` says. */
  fail(token: Token, node: PlanNode, raw: RunError, attempts?: number, undone = false): void {
    if (node.continue === null) return this.goOutward(token, node, raw, attempts, undone);
    const value = this.evaluate(token, node.continue);
    if (!value.ok) return this.goOutward(token, node, value.error, attempts);
    const limit = this.turn(token, node, 'out', node.out);
    if (limit !== null) return this.goOutward(token, node, limit, attempts);
    const error = this.placed(token, node, raw, attempts);
    this.setOutput(token, node.id, value.value);
    this.frame(token).last = node.id;
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

  /** The node's most specific `error` edge, else the error leaves its branch, its container, and at last ends the run. */
  private goOutward(token: Token, node: PlanNode, raw: RunError, attempts?: number, undone = false): void {
    this.setOutput(token, node.id, undefined);
    let failure: Failure = { error: this.placed(token, node, raw, attempts), undone };
    let routes = node.errors;
    for (;;) {
      const { error } = failure;
      const route = mostSpecific(routes, error.code);
      const limit = route === null ? null : this.turn(token, node, 'error', route.next);
      if (route !== null && limit !== null) {
        failure = { error: this.placed(token, node, limit), undone: false };
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
      const { frame, branch } = token;
      this.checks.push({ look: 'failed', frame, branch, failure });
      return this.remove(token);
    }
  }

  /** An error with the place it arose at; one from further inside keeps its own. */
  placed(token: Token, node: PlanNode, raw: RunError, attempts?: number): RunError {
    if (raw.node !== undefined) return raw;
    const key = token.key ?? '';
    return {
      ...raw,
      node: node.id,
      iteration: key.slice(key.lastIndexOf('#') + 1),
      ...(attempts === undefined ? {} : { attempt: attempts }),
    };
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

  /** The frame that holds a variable, seen from a frame: the nearest one of the variable's region. */
  holderOf(frame: number, slot: number): Frame {
    const { region } = this.slot(slot);
    let at = this.frame({ frame });
    while (at.region !== region && at.parent !== null) at = this.state.frames[at.parent] as Frame;
    return at;
  }

  assign(frame: Frame, slot: number, value: Json): void {
    frame.slots[slot] = value;
    this.forgetVariables();
    if (frame.prefix === undefined) this.observe({ type: 'variable', name: this.slot(slot).name, value });
  }
}

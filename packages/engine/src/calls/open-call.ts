import type { RunError } from '@omniroute/errors';
import type { CallOp } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { enterRegion } from '../bodies/open-frame.ts';
import { emptyPlace } from '../create-state.ts';
import type { ActivityResult } from '../event.ts';
import { misfit } from '../ops/misfit.ts';
import type { Run } from '../run/run.ts';
import type { Frame, OpenCall, Pending, Token, UndoEntry } from '../state.ts';
import { callAnswered, callRefused, failCall } from './end-call.ts';
import { depthOf, homeOf, serviceIn } from './home.ts';

/** However a service comes to call itself, it does so no more often than this. */
const MOST_DEEP = 100;

/** Who calls: a token, or for an undo the rollback that it belongs to. */
export interface Caller {
  readonly token: Token | null;
  readonly index: number;
  readonly frame: number;
  readonly undo?: { readonly rollback: number; readonly entry: UndoEntry };
}

/** Begins a call under a key: its service is entered, or first found where it is not a part of the plan. */
export function beginCall(run: Run, node: CallOp, caller: Caller, key: string, input: Json): void {
  const { token, index, frame, undo } = caller;
  const call: OpenCall = {
    key,
    token: token?.id ?? null,
    node: index,
    from: frame,
    frame: null,
    input,
    ending: false,
    rollbacks: {},
    settles: undo?.rollback ?? null,
    ...(undo === undefined ? {} : { entry: undo.entry }),
  };
  run.state.calls[key] = call;
  const deep = tooDeep(run, node, call);
  if (deep !== null) return callRefused(run, call, deep);
  if (node.body !== null) return openService(run, call, node, node.body, null);
  const { service, version } = node;
  run.schedule(
    { key: `${key}:find`, token: call.token, node: index, kind: 'find' },
    { ...node.find, input: { service, version } },
  );
}

/** An error where the call would stand too deep in calls of its own. */
function tooDeep(run: Run, node: CallOp, call: OpenCall): RunError | null {
  const frame = run.frame({ frame: call.from });
  const { own, all } = depthOf(run.state, frame, serviceNameOf(run, frame), node.id);
  const most = node.max_depth ?? MOST_DEEP;
  if (own < most && all < MOST_DEEP) return null;
  const max = own < most ? MOST_DEEP : most;
  return { code: 'limit.depth', message: `"${node.id}" may stand ${max} deep in itself.`, details: { max } };
}

/** The service that a frame belongs to. */
function serviceNameOf(run: Run, frame: Frame): string {
  return homeOf(run.state, frame).called?.service ?? run.state.facts?.service ?? '';
}

/** An act that serves a call has ended: its service was found, or the messages it waits for are registered. */
export function endCallAct(run: Run, pending: Pending, result: ActivityResult): void {
  const call = run.state.calls[pending.key.slice(0, pending.key.lastIndexOf(':'))];
  const node = run.node(pending.node);
  if (call === undefined || call.ending || node.op !== 'call') return;
  if (!result.ok) {
    if (pending.kind === 'find') callRefused(run, call, result.error);
    else failCall(run, call, { error: result.error, undone: false });
    return;
  }
  if (pending.kind !== 'find') return;
  const found = result.output as { readonly answer?: Json; readonly hash?: string; readonly version?: number };
  // Whoever carries this run out answers in place of the service.
  if (found.answer !== undefined) return callAnswered(run, call, node, found.answer);
  const part = run.plan.services?.findLast(({ hash }) => hash === found.hash);
  if (part === undefined) throw new Error(`${call.key} was found, and its plan ${found.hash} is no part of the run`);
  openService(run, call, node, part.region, part.version);
}

/** Enters a service: a frame of its own, in which nothing of the caller can be seen. */
function openService(run: Run, call: OpenCall, node: CallOp, region: number, found: number | null): void {
  const { state } = run;
  const service = serviceIn(run.plan, region);
  const caller = run.frame({ frame: call.from });
  const own = homeOf(state, caller);
  const self = node.service === null;
  const name = node.service ?? serviceNameOf(run, caller);
  const version = self ? (own.called?.version ?? state.facts?.version ?? 0) : (found ?? service.version);
  const wrong = misfit(run.plan, service.input, call.input, {
    code: 'validation.input',
    what: `The input of "${name}"`,
  });
  if (wrong !== null) return callRefused(run, call, wrong);
  state.counters.frame += 1;
  const frame: Frame = {
    id: state.counters.frame,
    region,
    parent: null,
    owner: call.token,
    path: '',
    prefix: `${call.key}/`,
    called: {
      key: call.key,
      service: name,
      version,
      trigger: service.trigger,
      input: call.input,
      from: call.from,
      by: { service: serviceNameOf(run, caller), node: node.id },
      end: null,
    },
    visits: {},
    outputs: {},
    slots: {},
    turns: {},
    last: null,
    beside: null,
    ...emptyPlace(),
  };
  state.frames[frame.id] = frame;
  call.frame = frame.id;
  const token = state.tokens[call.token ?? -1];
  if (token !== undefined) run.wait(token, true);
  if (service.deadline_ms !== null) {
    const at = state.clock + service.deadline_ms;
    run.startTimer({ key: `${call.key}:deadline`, at, token: call.token, role: 'deadline', detail: call.key });
  }
  const entered = enterRegion(run, frame, { frame: frame.id, key: call.key, error: null, uuids: 0 });
  if (entered !== null) return failCall(run, call, { error: entered, undone: false });
  register(run, call, node, service.subscriptions);
}

/** Messages that the service waits for and that its input tells are registered as those of a run are with its start. */
function register(
  run: Run,
  call: OpenCall,
  node: CallOp,
  subscriptions: ReturnType<typeof serviceIn>['subscriptions'],
): void {
  if (subscriptions.length === 0 || call.frame === null) return;
  const keys: Json[] = [];
  for (const { name, correlation } of subscriptions) {
    const value = run.evaluateExpr({ frame: call.frame, key: call.key, error: null, uuids: 0 }, correlation);
    // As at the start of a run: where it says nothing, its wait is not reached or fails there.
    if (value.ok) keys.push({ name, correlation: value.value });
  }
  if (keys.length === 0) return;
  run.schedule(
    { key: `${call.key}:register`, token: call.token, node: call.node, kind: 'register' },
    { ...node.register, input: { keys } },
  );
}

import type { ActOp, Operation, Plan, TaskOp, WaitOp } from '@omniroute/plan';
import { judgeAnswer } from '../judge-answer.ts';
import { misfit } from '../ops/misfit.ts';
import type { Pending, State, Token } from '../state.ts';

/** An open visit that a person can act on. */
export type Visit =
  | { readonly op: 'act'; readonly token: Token; readonly node: ActOp; readonly pending: Pending }
  | { readonly op: 'wait'; readonly token: Token; readonly node: WaitOp }
  | { readonly op: 'task'; readonly token: Token; readonly node: TaskOp };

/** The open visit with a key; `null` where there is none, or one of a container. */
export function visitAt(plan: Plan, state: State, key: string): Visit | null {
  const token = Object.values(state.tokens).find((each) => each.key === key);
  const node = token === undefined ? undefined : plan.nodes[token.node];
  if (token === undefined || node === undefined) return null;
  const pending = state.pending[key];
  if (node.op === 'act' && pending !== undefined) return { op: 'act', token, node, pending };
  if (node.op === 'wait' && state.waits[key] !== undefined) return { op: 'wait', token, node };
  return node.op === 'task' && state.tasks[key] !== undefined ? { op: 'task', token, node } : null;
}

/** Why work under way cannot be begun anew, or `null`. */
export function judgeRetry(plan: Plan, state: State, { key }: Extract<Operation, { action: 'retry' }>): string | null {
  const visit = visitAt(plan, state, key);
  if (visit?.op !== 'act') return `"${key}" is no work under way.`;
  if (visit.pending.instead !== undefined) return `"${key}" is being called off already.`;
  return state.paused ? 'The run is paused; resume it first.' : null;
}

/** Why an open visit cannot be ended with what a person gives, or `null`. */
export function judgeSkip(plan: Plan, state: State, skip: Extract<Operation, { action: 'skip' }>): string | null {
  const { key, output = null, port } = skip;
  const visit = visitAt(plan, state, key);
  if (visit === null) return `"${key}" is no open step; inside a container name the step that is open there.`;
  if (visit.op === 'task') {
    if (port !== undefined) return judgeAnswer(plan, state, { key, outcome: port, data: output, by: '', roles: ['*'] });
    return `Say by which port it leaves: ${visit.node.outcomes.map(({ id }) => id).join(', ')}.`;
  }
  if (visit.op === 'wait') {
    const event = eventOf(visit.node, port);
    if (event === undefined) return `Say by which port it leaves: ${visit.node.events.map(({ id }) => id).join(', ')}.`;
    const type = event.for.on === 'message' || event.for.on === 'callback' ? event.for.type : null;
    return misfit(plan, type, output, { code: 'validation.output', what: 'The payload' })?.message ?? null;
  }
  if (visit.pending.instead !== undefined) return `"${key}" is being called off already.`;
  if (port !== undefined && port !== 'out') return `"${visit.node.id}" has no port "${port}" but "out".`;
  return misfit(plan, visit.node.output, output, { code: 'validation.output', what: 'The output' })?.message ?? null;
}

/** The event of a wait that a port names; of its only one nothing need be said. */
export function eventOf(node: WaitOp, port: string | undefined): WaitOp['events'][number] | undefined {
  return port === undefined && node.events.length === 1
    ? node.events[0]
    : node.events.find(({ id, port: own }) => id === port || own === port);
}

/** Why a variable of the run cannot be set to a value, or `null`. */
export function judgeVariable(
  plan: Plan,
  { variable, value }: Extract<Operation, { action: 'set_variable' }>,
): string | null {
  const slot = plan.slots[slotOf(plan, variable)];
  if (slot === undefined)
    return `The run has no variable "${variable}"; those of a container cannot be set from outside.`;
  return (
    misfit(plan, slot.type, value, { code: 'validation.variable', what: `The value of "${variable}"` })?.message ?? null
  );
}

/** Index of a variable of the run itself. */
export function slotOf(plan: Plan, variable: string): number {
  return plan.slots.findIndex(({ name, region }) => name === variable && region === 0);
}

import { CALLBACK, type Event, judgeAnswer, judgeOperation, type State } from '@omniroute/engine';
import { formatKey, type Operation, type Plan, placeOfKey, type Scenario, validate } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';

/** Something that somebody outside does. */
export type Deed =
  | {
      readonly type: 'message';
      readonly name: string;
      readonly correlation: string;
      readonly payload: Json;
      readonly id: string;
    }
  | { readonly type: 'callback'; readonly node: string; readonly payload: Json; readonly id: string }
  | {
      readonly type: 'answer';
      readonly node: string;
      readonly outcome: string;
      readonly data: Json;
      readonly by: string;
      readonly id: string;
    }
  | {
      readonly type: 'operate';
      readonly operation: Operation;
      readonly by: string;
      readonly reason: string;
      readonly id: string;
    };

/** What became of a deed: an event, or why nobody took it. */
export type Taken = { readonly event: Event } | { readonly refused: string };

/** The deeds of a scenario, each with its offset from the start. */
export function deedsOf({
  messages = [],
  callbacks = [],
  tasks = [],
  operations = [],
}: Scenario): { readonly at: string; readonly deed: Deed }[] {
  return [
    ...messages.map(({ at, name, correlation, payload = {}, id }, index) => ({
      at,
      deed: { type: 'message', name, correlation, payload, id: id ?? `message-${index + 1}` } as const,
    })),
    ...callbacks.map(({ at, node, payload = {} }, index) => ({
      at,
      deed: { type: 'callback', node, payload, id: `callback-${index + 1}` } as const,
    })),
    ...tasks.map(({ at, node, outcome, data = {}, by = 'somebody' }, index) => ({
      at,
      deed: { type: 'answer', node, outcome, data, by, id: `answer-${index + 1}` } as const,
    })),
    ...operations.map(({ at, by = 'somebody', reason = '', ...operation }, index) => ({
      at,
      deed: { type: 'operate', operation, by, reason, id: `operation-${index + 1}` } as const,
    })),
  ];
}

/** Judges a deed as the doors of a real server do. */
export function take(plan: Plan, state: State, deed: Deed, at: number): Taken {
  switch (deed.type) {
    case 'message': {
      const { name, correlation, payload, id } = deed;
      const declared = plan.messages.find((message) => message.name === name);
      if (declared === undefined) return { refused: `There is no message "${name}".` };
      return judged(plan, declared.type, payload) ?? { event: { kind: 'message', at, id, name, correlation, payload } };
    }
    case 'callback': {
      const { payload, id } = deed;
      const open = Object.values(state.waits).find((wait) => isNamed(plan, wait, deed.node));
      const index = open?.node ?? plan.nodes.findIndex((node) => node.id === deed.node);
      const node = plan.nodes[index];
      const event = node?.op === 'wait' ? node.events.find((each) => each.for.on === 'callback') : undefined;
      if (event?.for.on !== 'callback') return { refused: `"${deed.node}" waits for no callback.` };
      const correlation = open?.key ?? nextVisit(plan, state, index);
      return (
        judged(plan, event.for.type, payload) ?? {
          event: { kind: 'message', at, id, name: CALLBACK, correlation, payload },
        }
      );
    }
    case 'answer': {
      const { node, outcome, data, by, id } = deed;
      const open = Object.values(state.tasks).find((task) => isNamed(plan, task, node) && task.settled === null);
      if (open === undefined) return { refused: `The task "${node}" is not open.` };
      const reason = judgeAnswer(plan, state, { key: open.key, outcome, data, by, roles: ['*'] });
      return reason === null
        ? { event: { kind: 'task', at, key: open.key, update: id, outcome, data, by } }
        : { refused: reason };
    }
    case 'operate': {
      const { operation, by, reason, id } = deed;
      const refused = judgeOperation(plan, state, operation);
      return refused === null ? { event: { kind: 'operator', at, update: id, operation, by, reason } } : { refused };
    }
  }
}

/** Whether an open visit is of a node: named with the subflows around it, `ship/ask`, or by its own id. */
function isNamed(plan: Plan, { key, node }: { readonly key: string; readonly node: number }, name: string): boolean {
  return placeOfKey(key).node === name || plan.nodes[node]?.id === name;
}

/** Key of a node's next visit: in the newest frame of its region, for a callback that comes before its wait opens. */
function nextVisit(plan: Plan, state: State, index: number): string {
  const node = plan.nodes[index];
  const frame = Object.values(state.frames).findLast(({ region }) => region === node?.region);
  const visit = (frame?.visits[node?.id ?? ''] ?? 0) + 1;
  return formatKey(node?.id ?? '', frame === undefined || frame.path === '' ? `${visit}` : `${frame.path}.${visit}`);
}

function judged(plan: Plan, type: number | null, payload: Json): { refused: string } | null {
  const verdict = type === null ? ({ ok: true } as const) : validate(plan.types[type] ?? true, payload);
  if (verdict.ok) return null;
  const [first] = verdict.issues;
  return { refused: `The payload does not fit: ${`${first?.pointer ?? ''} ${first?.message ?? ''}`.trim()}.` };
}

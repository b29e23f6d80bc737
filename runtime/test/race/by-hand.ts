import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import {
  type ActivityOptions,
  condition,
  defineSignal,
  executeChild,
  scheduleActivity,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { activityOptions } from '../../src/workflows/activity-options.ts';
import type { ByHandArgs } from './flow.ts';

/** The flows as a workflow engineer would write them, with the same options of every effect: what the interpreter is measured against. */

type Input = Readonly<Record<string, unknown>> & { readonly id: string };
interface Answer {
  readonly ok: boolean;
}
type Work = (key: string, input: unknown) => Promise<Answer>;
interface Result {
  readonly status: string;
  readonly output: unknown;
  readonly end_status: string | null;
}

/** As compiled for a step without settings of its own. */
const OPTIONS = {
  queue: 'omniroute-core',
  idempotency: 'key',
  retry: [],
  start_to_close_ms: 30_000,
  heartbeat_ms: null,
  total_ms: null,
  priority: 3,
} as const;
const BARE: ActivityOptions = { taskQueue: 'race-activities', startToCloseTimeout: '40s' };

const message = defineSignal<[unknown]>('message');

/** Begins a flow: what its effects are called with, and how it tells its end. */
function begin({ input, bare }: ByHandArgs): { given: Input; work: Work; end: () => Result } {
  const given = input as unknown as Input;
  return {
    given,
    work: (key, sent) => {
      const [node = key] = key.split('#');
      const options = bare
        ? BARE
        : { ...activityOptions(OPTIONS, { key, summary: node, tenant: 'acme' }), taskQueue: 'race-activities' };
      return scheduleActivity<Answer>('httpRequest', [sent], options);
    },
    end() {
      if (!bare)
        upsertSearchAttributes([
          { key: defineSearchAttributeKey('RunStatus', SearchAttributeType.KEYWORD), value: 'completed' },
        ]);
      return { status: 'completed', output: { id: given.id }, end_status: null };
    },
  };
}

export async function sequence(args: ByHandArgs): Promise<Result> {
  const { given, work, end } = begin(args);
  for (let step = 0; step < 10; step += 1) await work(`work_${step}#1`, { id: given.id, step });
  return end();
}

export async function fork(args: ByHandArgs): Promise<Result> {
  const { given, work, end } = begin(args);
  await Promise.all(Array.from({ length: 10 }, (_, step) => work(`work_${step}#1`, { id: given.id, step })));
  return end();
}

export async function each(args: ByHandArgs): Promise<Result> {
  const { given, work, end } = begin(args);
  const items = given.items as number[];
  const results: boolean[] = [];
  let next = 0;
  const lane = async () => {
    for (let at = next++; at < items.length; at = next++)
      results[at] = (await work(`work#1.${at + 1}.1`, { id: given.id, step: items[at] })).ok;
  };
  await Promise.all(Array.from({ length: 10 }, lane));
  return end();
}

export async function decisions(args: ByHandArgs): Promise<Result> {
  const { given, work, end } = begin(args);
  let n = 0;
  for (let index = 0; index < 1000; index += 1) n += index % 2 === 1 ? 2 : 1;
  await work('work#1', { id: given.id, step: n });
  return end();
}

export async function wait(args: ByHandArgs): Promise<Result> {
  const { given, work, end } = begin(args);
  let paid = false;
  setHandler(message, () => {
    paid = true;
  });
  await condition(() => paid);
  await work('work_1#1', { id: given.id, step: 1 });
  await work('work_2#1', { id: given.id, step: 2 });
  return end();
}

export async function http(args: ByHandArgs): Promise<Result> {
  const { given, work, end } = begin(args);
  for (let step = 0; step < 5; step += 1) await work(`work_${step}#1`, { id: given.id, step });
  return end();
}

export async function document(args: ByHandArgs): Promise<Result> {
  const { given, work, end } = begin(args);
  for (let step = 0; step < 10; step += 1) await work(`work_${step}#1`, { document: given.document, step });
  return end();
}

/** One child for each branch or item: what it costs the parent. */
export async function children(count: number): Promise<void> {
  await Promise.all(
    Array.from({ length: count }, (_, index) =>
      executeChild(child, { args: [index], workflowId: `${workflowInfo().workflowId}/${index}` }),
    ),
  );
}

export async function child(step: number): Promise<Answer> {
  return scheduleActivity<Answer>('httpRequest', [{ id: 'o-1001', step }], BARE);
}

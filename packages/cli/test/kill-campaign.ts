import { setTimeout as sleep } from 'node:timers/promises';
import { startTestStack, type TestStack } from '@omniroute/testing/stack';

/** What a campaign is made of. */
export interface CampaignOptions {
  readonly runs: number;
  readonly kills: number;
  readonly seed: number;
  /** Which processes are killed, in turn. */
  readonly targets: readonly string[];
  /** Breaks the referee on purpose, so that the check can be seen to fail. */
  readonly breakSandbox?: 'drop' | 'double';
}

/** What came of it. */
export interface CampaignReport {
  readonly runs: number;
  readonly kills: number;
  readonly seed: number;
  /** Runs that did not end, or not as the simulator says. */
  readonly unexplained: readonly string[];
  /** Effects that should have happened and did not. */
  readonly lost: readonly string[];
  /** Keys with more than one effect. */
  readonly duplicated: readonly string[];
  readonly recoverySeconds: readonly number[];
}

interface RunDetail {
  readonly id: string;
  readonly status: string;
  readonly end_status: string | null;
  readonly ended_at: string | null;
}

const SERVICE = 'order-escalation';
/** Two hours pass in six seconds. */
const SCALE = 1200;
const PATIENCE_MS = 150_000;
const FINAL = new Set(['completed', 'failed', 'compensated', 'cancelled', 'terminated']);

/**
 * Starts runs on a stack and kills processes at seeded random moments while they work. Every other run is confirmed, the
 * rest is handled by a person. Then each run's end and the ledger of the sandbox are compared with what must be.
 */
export async function runKillCampaign(options: CampaignOptions): Promise<CampaignReport> {
  const random = seeded(options.seed);
  const stack = await startTestStack(options.breakSandbox === undefined ? {} : { OMNIROUTE_SANDBOX_BREAK: 'none' });
  try {
    const sandbox = await sandboxUrl(stack);
    const runs: { id: string; order: string; confirmed: boolean }[] = [];
    for (let index = 0; index < options.runs; index += 1) {
      const order = `k-${options.seed}-${index}`;
      await createOrder(sandbox, order);
      if (index === 0 && options.breakSandbox !== undefined) await breakOnce(sandbox, options.breakSandbox);
      const started = await stack.api<{ run_id: string }>('POST', `/services/${SERVICE}/runs`, {
        trigger: 'by_hand',
        input: { order_id: order },
        time_scale: SCALE,
      });
      runs.push({ id: started.run_id, order, confirmed: index % 2 === 0 });
    }
    for (const { order, confirmed } of runs) {
      if (confirmed)
        await persist(() =>
          stack.api('POST', '/messages', { name: 'order.confirmed', correlation: order, id: `m-${order}` }),
        );
    }
    const answering = answerTasks(stack);
    const recoverySeconds: number[] = [];
    for (let kill = 0; kill < options.kills; kill += 1) {
      await sleep(500 + random() * 2000);
      const began = Date.now();
      await stack.kill(options.targets[kill % options.targets.length] as string);
      recoverySeconds.push((Date.now() - began) / 1000);
    }
    const unexplained: string[] = [];
    for (const run of runs) {
      const detail = await ended(stack, run.id);
      const expected = run.confirmed ? 'confirmed' : 'handled';
      if (detail.status !== 'completed' || detail.end_status !== expected)
        unexplained.push(`${run.id}: ${detail.status} (${detail.end_status}), expected ${expected}`);
    }
    answering.stop();
    await answering.done;
    return {
      runs: options.runs,
      kills: options.kills,
      seed: options.seed,
      unexplained,
      recoverySeconds,
      ...(await judgeLedger(
        sandbox,
        runs.map((run) => run.id),
      )),
    };
  } finally {
    await stack.stop();
  }
}

/** Each run sends its one message exactly once. */
async function judgeLedger(
  sandbox: string,
  runs: readonly string[],
): Promise<{ lost: string[]; duplicated: string[] }> {
  const effects = new Map<string, number>();
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page = (await (
      await fetch(`${sandbox}/v1/ledger/summary?prefix=local:${SERVICE}:&limit=500${query}`)
    ).json()) as { items: { idempotency_key: string; effects: number }[]; next: string | null };
    for (const item of page.items) effects.set(item.idempotency_key, item.effects);
    cursor = page.next;
  } while (cursor !== null);
  const expected = new Set(runs.map((run) => `local:${SERVICE}:${run}:send_sms#1`));
  return {
    lost: [...expected].filter((key) => (effects.get(key) ?? 0) === 0),
    duplicated: [...effects]
      .filter(([key, count]) => count > 1 || (count === 1 && !expected.has(key)))
      .map(([key]) => key),
  };
}

/** Makes the sandbox's next effect wrong. */
async function breakOnce(sandbox: string, mode: 'drop' | 'double'): Promise<void> {
  const response = await fetch(`${sandbox}/v1/faults/break`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ mode }),
  });
  if (!response.ok) throw new Error(`The switch was refused: ${await response.text()}`);
}

/** A person who handles every task that appears, however often the server goes away. */
function answerTasks(stack: TestStack): { stop(): void; done: Promise<void> } {
  let stopped = false;
  const done = (async () => {
    while (!stopped) {
      const page = await stack
        .api<{ items: { id: string }[] }>('GET', '/tasks?state=open&limit=100')
        .catch(() => ({ items: [] }));
      // A task answered a moment ago is refused; the next look shows what is left.
      for (const { id } of page.items)
        await stack.api('POST', `/tasks/${id}/answer`, { outcome: 'done', data: {} }).catch(() => undefined);
      await sleep(200);
    }
  })();
  return {
    stop: () => {
      stopped = true;
    },
    done,
  };
}

async function ended(stack: TestStack, id: string): Promise<RunDetail> {
  for (const until = Date.now() + PATIENCE_MS; ; await sleep(200)) {
    const detail = await stack.api<RunDetail>('GET', `/runs/${id}`).catch(() => null);
    if (detail !== null && (FINAL.has(detail.status) || Date.now() > until)) return detail;
    if (Date.now() > until) return { id, status: 'unreachable', end_status: null, ended_at: null };
  }
}

async function sandboxUrl(stack: TestStack): Promise<string> {
  const { items } = await stack.api<{ items: { name: string; base_url: string }[] }>('GET', '/connections');
  const found = items.find((item) => item.name === 'sandbox');
  if (found === undefined) throw new Error('There is no sandbox.');
  return found.base_url;
}

async function createOrder(sandbox: string, id: string): Promise<void> {
  const response = await fetch(`${sandbox}/v1/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `test:orders:${id}:create#1` },
    body: JSON.stringify({
      id,
      customer: 'Corner shop',
      phone: '+2348030009999',
      currency: 'NGN',
      lines: [{ sku: 'SALT-IOD-1KG', quantity: 1, unit_price: 1000 }],
    }),
  });
  if (!response.ok) throw new Error(`The order was refused: ${await response.text()}`);
}

/** Repeats while the server is away; what is sent carries an id, so twice is once. */
async function persist<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 100) throw error;
      await sleep(200);
    }
  }
}

/** mulberry32: small, seeded, good enough to spread moments. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

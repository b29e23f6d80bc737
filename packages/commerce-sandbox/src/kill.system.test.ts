import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rawCall } from './testing/raw-call.ts';
import { type SandboxProcess, startSandboxProcess } from './testing/sandbox-process.ts';

/** Give OMNIROUTE_TEST_SEED to play the same kills again (as far as the machine's timing allows). */
const SEED = Number(process.env.OMNIROUTE_TEST_SEED ?? Date.now() % 1_000_000_000);
const REQUESTS = 600;
const CLIENTS = 6;
const LEAST_KILLS = 12;

let folder: string;
let sandbox: SandboxProcess;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'omniroute-kill-'));
  sandbox = await startSandboxProcess(folder);
});
afterEach(async () => {
  sandbox.process.kill('SIGKILL');
  await sandbox.ended;
  rmSync(folder, { recursive: true });
});

interface Write {
  readonly key: string;
  readonly path: string;
  readonly body: object;
}

/** The n-th write: in turn a notification, a charge in one of three currencies, and a reservation of one carton. */
function writeOf(n: number): Write {
  const key = `acme:kill:run-1:write#${n}`;
  const currency = ['NGN', 'UGX', 'XOF'][(n % 9) % 3];
  if (n % 3 === 0) return { key, path: '/v1/notifications', body: { channel: 'sms', to: `+234${n}`, text: 'x' } };
  if (n % 3 === 1) {
    return { key, path: '/v1/payments', body: { method: 'card', amount: { amount: n, currency }, payer: 'tok' } };
  }
  return { key, path: '/v1/stock/reservations', body: { lines: [{ sku: 'NOODLES-CHKN-40', quantity: 1 }] } };
}

interface Facts {
  /** Resource of each effect, by key. */
  readonly effects: ReadonlyMap<string, readonly string[]>;
  readonly attempts: number;
}

/** Reads everything back, and checks that ledger and providers tell the same story, acknowledged or not. */
async function readBack(url: string): Promise<Facts> {
  const rows = await all(url, '/v1/ledger');
  const ids = (kind: string) => rows.filter((row) => row.kind === kind).map((row) => row.resource_id);
  const notifications = (await all(url, '/v1/notifications')).map((item) => item.id);
  expect(notifications).toEqual(ids('notification.send'));
  const payments = await all(url, '/v1/payments');
  expect(payments.map((item) => item.id)).toEqual(ids('payment.charge'));
  const { reserved } = await read(url, '/v1/stock/NOODLES-CHKN-40');
  expect(reserved).toBe(ids('stock.reserve').length);
  const { balanced, items } = await read(url, '/v1/ledger/money');
  const collected = (currency: string) =>
    payments
      .filter((item) => item.amount.currency === currency)
      .reduce((sum: number, item) => sum + item.amount.amount, 0);
  expect([balanced, items.map((item: { debits: number }) => item.debits)]).toEqual([
    true,
    items.map((item: { currency: string }) => collected(item.currency)),
  ]);
  const effects = new Map<string, string[]>();
  for (const row of rows) {
    effects.set(row.idempotency_key, [...(effects.get(row.idempotency_key) ?? []), row.resource_id]);
  }
  return { effects, attempts: (await read(url, '/v1/ledger/summary?limit=1')).totals.attempts };
}

// biome-ignore lint/suspicious/noExplicitAny: answers of many routes.
type Answer = any;

async function read(url: string, path: string): Promise<Answer> {
  const answer = await rawCall(url + path);
  return JSON.parse(answer.text);
}

async function all(url: string, path: string): Promise<Answer[]> {
  const items: Answer[] = [];
  let cursor = '';
  do {
    const page = await read(url, `${path}?limit=200${cursor}`);
    items.push(...page.items);
    cursor = page.next === null ? '' : `&cursor=${page.next}`;
  } while (cursor !== '');
  return items;
}

/** Uniform numbers in [0, 1) from a seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

test(`killed at random moments, every acknowledged write has exactly one effect and one ledger row (seed ${SEED})`, async () => {
  const random = randomFrom(SEED);
  const acknowledged = new Map<string, string>();
  let sent = 0;
  let next = 0;
  let kills = 0;
  let alive = Promise.resolve(sandbox.url);
  let heard = Promise.withResolvers<void>();

  /** Sends one write until it is acknowledged, with the same key. */
  async function deliver({ key, path, body }: Write): Promise<void> {
    for (;;) {
      const url = await alive;
      sent += 1;
      const answer = await rawCall(url + path, { method: 'POST', key, body });
      if ('cut' in answer) continue;
      expect(answer.status).toBe(201);
      const { id, reservation } = JSON.parse(answer.text);
      acknowledged.set(key, id ?? reservation.id);
      heard.resolve();
      heard = Promise.withResolvers<void>();
      return;
    }
  }

  async function client(): Promise<void> {
    while (next < REQUESTS) {
      next += 1;
      await deliver(writeOf(next));
    }
  }

  async function killer(): Promise<void> {
    while (acknowledged.size < REQUESTS) {
      const target = Math.min(REQUESTS, acknowledged.size + Math.floor(random() * 40));
      while (acknowledged.size < target) await heard.promise;
      // A random moment within a request, which takes about this long.
      await pause(random() * 6);
      const reborn = Promise.withResolvers<string>();
      alive = reborn.promise;
      sandbox.process.kill('SIGKILL');
      await sandbox.ended;
      kills += 1;
      sandbox = await startSandboxProcess(folder);
      const { effects } = await readBack(sandbox.url);
      for (const [key, id] of acknowledged) expect([key, effects.get(key)]).toEqual([key, [id]]);
      reborn.resolve(sandbox.url);
    }
  }

  await Promise.all([killer(), ...Array.from({ length: CLIENTS }, client)]);

  const { effects, attempts } = await readBack(sandbox.url);
  const expected = Array.from({ length: REQUESTS }, (_, n) => writeOf(n + 1).key).sort();
  expect([...effects.keys()].sort()).toEqual(expected);
  const lost = [...acknowledged].filter(([key, id]) => effects.get(key)?.[0] !== id);
  const doubled = [...effects].filter(([, ids]) => ids.length > 1);
  console.log(
    `seed ${SEED}: ${kills} kills, ${acknowledged.size} keys acknowledged, ${sent} requests sent, ${attempts} received, ` +
      `${lost.length} lost, ${doubled.length} doubled`,
  );
  expect({ lost, doubled }).toEqual({ lost: [], doubled: [] });
  expect(kills).toBeGreaterThanOrEqual(LEAST_KILLS);
  expect(attempts).toBeLessThanOrEqual(sent);
});

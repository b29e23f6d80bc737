import type { Logger } from '@omniroute/telemetry';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/open-store.ts';
import { type CallbackRow, dueCallbacks, hurriedCallbacks, noteAttempt, pendingTimes } from './callback-store.ts';
import { checkCallbackUrl } from './callback-url.ts';
import { type Delivery, postCallback } from './post-callback.ts';
import { SIGNATURE_HEADER, signature } from './sign.ts';

/** How long after each refused attempt the next one is made; after the last it is given up. */
const BACKOFF_MS = [1000, 2000, 5000, 15_000, 60_000] as const;

/** Sends what the outbox holds, each until it is answered with 2xx; what a kill interrupts is sent again. */
export interface Deliverer {
  /** There may be something new to send, or an earlier time to look. */
  poke(): void;
  /** Makes the first attempt of what is to arrive before the answer to this payment's charge. */
  hurry(payment: string): Promise<void>;
  /** Sends until the sandbox closes; resolves once nothing is under way. */
  run(source: PaymentSource): Promise<void>;
}

/** Payments move on by themselves while somebody waits to be told. */
export interface PaymentSource {
  settleDue(): void;
  nextDue(): number | null;
}

export interface DelivererDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly secret: string;
  readonly log: Logger;
  readonly closing: AbortSignal;
}

export function createDeliverer({ store, clock, secret, log, closing }: DelivererDeps): Deliverer {
  let wake = new AbortController();
  /** One at a time for a payment, so that a pair keeps its order. */
  const underWay = new Map<string, Promise<void>>();
  const poke = () => wake.abort();
  closing.addEventListener('abort', poke);

  async function attempt(row: CallbackRow): Promise<void> {
    const headers = { [SIGNATURE_HEADER]: signature(row.forged === 1 ? `not ${secret}` : secret, row.body) };
    const delivery = await postCallback(checkCallbackUrl(row.url), headers, row.body, closing);
    // A closing sandbox cut it: the attempt is made again by the next one.
    if (closing.aborted) return;
    store.transaction(() => noteAttempt(store, row.id, outcomeOf(row, delivery, clock.now())));
    log.debug('callback', { id: row.id, event: row.event, ...delivery });
  }

  function start(row: CallbackRow): Promise<void> {
    const sending = attempt(row).finally(() => {
      underWay.delete(row.payment);
      poke();
    });
    underWay.set(row.payment, sending);
    return sending;
  }

  function nextTime({ nextDue }: PaymentSource): number | null {
    const callback = pendingTimes(store).find(({ payment }) => !underWay.has(payment))?.next_at ?? null;
    const payment = nextDue();
    if (callback === null) return payment;
    return payment === null ? callback : Math.min(callback, payment);
  }

  return {
    poke,
    async hurry(payment) {
      for (const row of hurriedCallbacks(store, payment)) await start(row);
    },
    async run(source) {
      while (!closing.aborted) {
        wake = new AbortController();
        source.settleDue();
        for (const row of dueCallbacks(store, clock.now())) if (!underWay.has(row.payment)) void start(row);
        const next = nextTime(source);
        if (wake.signal.aborted) continue;
        if (next === null) await aborted(wake.signal);
        else await clock.sleep(Math.max(0, next - clock.now()), wake.signal);
      }
      await Promise.all(underWay.values());
    },
  };
}

function outcomeOf(row: CallbackRow, delivery: Delivery, now: number) {
  const last_status = 'status' in delivery ? delivery.status : null;
  const last_error = 'error' in delivery ? delivery.error : null;
  const last = { last_status, last_error };
  if (last_status !== null && last_status >= 200 && last_status <= 299) {
    return { status: 'delivered', next_at: null, ...last } as const;
  }
  const pause = BACKOFF_MS[row.attempts];
  if (pause === undefined) return { status: 'given_up', next_at: null, ...last } as const;
  return { status: 'pending', next_at: now + pause, ...last } as const;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

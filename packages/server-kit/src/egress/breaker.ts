/** The state of one destination, as seen by one tenant. */
export type BreakerState = 'closed' | 'open' | 'half_open';

export interface BreakerOptions {
  /** Consecutive failures that open it: of the network, or answers that the destination cannot serve now. */
  readonly failures: number;
  /** How long it stays open before one call may try, in milliseconds. */
  readonly openMs: number;
  /** Milliseconds since any fixed point, never going back. */
  readonly now: () => number;
}

export type BreakerOutcome = 'answered' | 'failed' | 'neutral';

/**
 * A circuit breaker: closed lets calls pass and counts failures in a row; open refuses; after `openMs` one call (half
 * open) decides. `neutral` is a call that says nothing about the destination: refused by us, or cancelled.
 */
export interface Breaker {
  readonly state: BreakerState;
  /** Milliseconds to wait when no call may pass now, null when this one may. A pass has to be reported by `report`. */
  enter(): number | null;
  /** How a call went. A failure that opens it keeps it open for at least the time the destination asked for. */
  report(outcome: BreakerOutcome, askedMs?: number): void;
}

/** A destination that asks for hours is tried again sooner: it may be back, or wrong. */
const LONGEST_ASKED_MS = 300_000;

/** Makes the breaker of one destination. */
export function createBreaker({ failures, openMs, now }: BreakerOptions): Breaker {
  let state: BreakerState = 'closed';
  let inRow = 0;
  let openUntil = 0;
  let probing = false;
  const open = (askedMs: number): void => {
    state = 'open';
    openUntil = now() + Math.max(openMs, Math.min(askedMs, LONGEST_ASKED_MS));
  };
  return {
    get state() {
      return state;
    },
    enter() {
      if (state === 'closed') return null;
      const wait = openUntil - now();
      if (state === 'open' && wait > 0) return wait;
      if (probing) return Math.max(wait, Math.min(openMs, 1000));
      state = 'half_open';
      probing = true;
      return null;
    },
    report(outcome, askedMs = 0) {
      const probe = state === 'half_open';
      if (probe) probing = false;
      if (outcome === 'neutral') return;
      if (outcome === 'answered') {
        inRow = 0;
        state = 'closed';
        return;
      }
      inRow += 1;
      if (probe || inRow >= failures) open(askedMs);
    },
  };
}

/** Breakers by destination; the one used longest ago makes room, so a tenant cannot grow it without end. */
export class BreakerTable {
  readonly #breakers = new Map<string, Breaker>();
  readonly #options: BreakerOptions;
  readonly #capacity: number;

  constructor(options: BreakerOptions, capacity = 10_000) {
    this.#options = options;
    this.#capacity = capacity;
  }

  of(key: string): Breaker {
    const breaker = this.#breakers.get(key) ?? createBreaker(this.#options);
    this.#breakers.delete(key);
    this.#breakers.set(key, breaker);
    if (this.#breakers.size > this.#capacity) this.#breakers.delete(this.#breakers.keys().next().value as string);
    return breaker;
  }
}

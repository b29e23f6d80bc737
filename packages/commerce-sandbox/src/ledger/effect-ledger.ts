import { type Fault, isFault } from '@omniroute/errors';
import type { Json } from '@omniroute/primitives';
import { sandboxErrors } from '../errors.ts';
import type { NewId } from '../ids.ts';
import type { Store } from '../store/open-store.ts';
import type { BreakSwitch } from './break-switch.ts';
import type { EffectKey } from './effect-key.ts';

/** A write as it was received: its key, the hash of method, path and body, and what it would do. */
export interface Receipt {
  readonly key: EffectKey;
  /** sha256 of the canonical JSON of `{ method, path, body }`, lower-case hex. */
  readonly payloadHash: string;
  /** `payment.charge` and the like. */
  readonly kind: string;
}

/** What an effect made: the answer to the caller, and the id of what it made or changed. */
export interface Effect {
  readonly status: 200 | 201;
  readonly resource: string;
  readonly body: Json;
}

export interface Answer {
  readonly status: number;
  readonly body: Json;
  /** Whether this is the first answer again. */
  readonly replayed: boolean;
}

/** The referee: every receipt of a key, and the one effect it had, written in the transaction of the effect itself. */
export interface EffectLedger {
  /**
   * Does the effect of a key once. The same request again gets the first answer; another request under the key throws
   * `idempotency.reused`. What the effect refuses (a thrown fault) is not remembered: the key may try again.
   */
  once(receipt: Receipt, effect: () => Effect): Answer;
  /** Notes a request that was cut off before its effect. */
  faulted(receipt: Receipt): void;
  /** The resource of the effect of this kind that a key had, if it had one. */
  resourceOf(key: string, kind: string): string | undefined;
}

type Outcome = 'effect' | 'replayed' | 'conflict' | 'refused' | 'faulted';

interface StoredAnswer {
  readonly payload_hash: string;
  readonly status: number;
  readonly body: string;
}

export interface EffectLedgerDeps {
  readonly store: Store;
  readonly now: () => number;
  readonly newId: NewId;
  readonly breaks: BreakSwitch;
}

export function createEffectLedger({ store, now, newId, breaks }: EffectLedgerDeps): EffectLedger {
  function receive({ key, payloadHash }: Receipt, attempt: number, outcome: Outcome): void {
    store.run(
      'insert into received (idempotency_key, attempt, payload_hash, outcome, at) values (?, ?, ?, ?, ?)',
      key.text,
      attempt,
      payloadHash,
      outcome,
      now(),
    );
  }

  function nextAttempt(key: EffectKey): number {
    const row = store.get<{ attempt: number }>(
      'select coalesce(max(attempt), 0) + 1 as attempt from received where idempotency_key = ?',
      key.text,
    );
    return row!.attempt;
  }

  /** The effect with its ledger row. */
  function perform({ key, payloadHash, kind }: Receipt, attempt: number, effect: () => Effect): Effect {
    const done = effect();
    store.run(
      'insert into effect (id, idempotency_key, attempt, payload_hash, kind, resource, at) values (?, ?, ?, ?, ?, ?, ?)',
      newId('eff'),
      key.text,
      attempt,
      payloadHash,
      kind,
      done.resource,
      now(),
    );
    return done;
  }

  function performBroken(receipt: Receipt, attempt: number, effect: () => Effect): Effect {
    if (breaks.armed() === 'drop') {
      return store.part((undo) => {
        const done = perform(receipt, attempt, effect);
        undo();
        breaks.take('drop');
        return done;
      });
    }
    const done = perform(receipt, attempt, effect);
    if (breaks.armed() === 'double' && succeeds(() => store.part(() => perform(receipt, attempt, effect)))) {
      breaks.take('double');
    }
    return done;
  }

  function answerOf(receipt: Receipt, effect: () => Effect): Answer | Fault {
    const attempt = nextAttempt(receipt.key);
    const first = store.get<StoredAnswer>(
      'select payload_hash, status, body from answer where idempotency_key = ?',
      receipt.key.text,
    );
    if (first !== undefined) {
      const same = first.payload_hash === receipt.payloadHash;
      receive(receipt, attempt, same ? 'replayed' : 'conflict');
      if (!same) return sandboxErrors.fault('idempotency.reused', { idempotency_key: receipt.key.text });
      return { status: first.status, body: JSON.parse(first.body) as Json, replayed: true };
    }
    try {
      const { status, body } = store.part(() => performBroken(receipt, attempt, effect));
      store.run(
        'insert into answer (idempotency_key, payload_hash, status, body) values (?, ?, ?, ?)',
        receipt.key.text,
        receipt.payloadHash,
        status,
        JSON.stringify(body),
      );
      receive(receipt, attempt, 'effect');
      return { status, body, replayed: false };
    } catch (error) {
      if (!isFault(error)) throw error;
      receive(receipt, attempt, 'refused');
      return error;
    }
  }

  return {
    once(receipt, effect) {
      const answer = store.transaction(() => answerOf(receipt, effect));
      if (isFault(answer)) throw answer;
      return answer;
    },
    faulted(receipt) {
      store.transaction(() => receive(receipt, nextAttempt(receipt.key), 'faulted'));
    },
    resourceOf: (key, kind) =>
      store.get<{ resource: string }>(
        'select resource from effect where idempotency_key = ? and kind = ? order by seq limit 1',
        key,
        kind,
      )?.resource,
  };
}

/** Whether work ends without a refusal; what is no refusal is thrown on. */
function succeeds(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (isFault(error)) return false;
    throw error;
  }
}

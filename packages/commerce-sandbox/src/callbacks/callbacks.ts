import { assertNever } from '@omniroute/errors';
import type { Clock } from '../clock.ts';
import type { CallbackFault } from '../faults/callback-faults.ts';
import type { CallbackSubject, FaultBook } from '../faults/fault-book.ts';
import type { NewId } from '../ids.ts';
import type { StoredPayment } from '../payments/payment-store.ts';
import type { Store } from '../store/open-store.ts';
import { callbackBody, eventOf, OPPOSITE } from './callback-body.ts';
import { insertCallback, type NewCallback } from './callback-store.ts';
import type { CallbackEvent } from './shapes.ts';

/** How far apart the two of a pair are sent. */
const APART_MS = 1000;

/** The outbox: what is to be told is written in the transaction of what it tells. */
export interface Callbacks {
  /** Looks at how a payment stands: if it has ended and names an address, that is noted; what a scripted fault makes of it, it makes here. */
  tell(stored: StoredPayment): void;
  /** Whether a script wants that this payment ends, and its callback arrives, before its charge is answered. */
  beforeResponse(stored: StoredPayment, to: 'succeeded' | 'failed' | 'again'): boolean;
}

export interface CallbacksDeps {
  readonly store: Store;
  readonly clock: Pick<Clock, 'now'>;
  readonly newId: NewId;
  readonly faults: FaultBook;
  /** Called when there is something new to send or to wait for. */
  readonly poke: () => void;
}

export function createCallbacks({ store, clock, newId, faults, poke }: CallbacksDeps): Callbacks {
  /** One row, sent `afterMs` from now. */
  function add({ payment }: StoredPayment, event: CallbackEvent, afterMs: number, over: Partial<NewCallback>): void {
    const now = clock.now();
    insertCallback(store, {
      id: newId('cb'),
      payment: payment.id,
      reference: payment.reference,
      url: payment.callback_url!,
      event,
      body: callbackBody(event, payment),
      fault: null,
      forged: 0,
      hurried: 0,
      status: 'pending',
      next_at: now + afterMs,
      created_at: now,
      ...over,
    });
  }

  function addWith(stored: StoredPayment, event: CallbackEvent, fault: CallbackFault): void {
    const over = { fault: fault.kind };
    switch (fault.kind) {
      case 'duplicate':
        add(stored, event, 0, over);
        return add(stored, event, APART_MS, over);
      case 'missing':
        return add(stored, event, 0, { ...over, status: 'dropped', next_at: null });
      case 'late':
        return add(stored, event, fault.ms, over);
      case 'contradict': {
        const [first, second] = fault.first === 'wrong' ? [OPPOSITE[event], event] : [event, OPPOSITE[event]];
        add(stored, first, 0, over);
        return add(stored, second, APART_MS, over);
      }
      case 'wrong_signature':
        return add(stored, event, 0, { ...over, forged: 1 });
      case 'before_response':
        return add(stored, event, 0, { ...over, hurried: 1 });
      default:
        return assertNever(fault);
    }
  }

  return {
    tell(stored) {
      if (stored.payment.callback_url === null) return;
      poke();
      const event = eventOf(stored.payment);
      if (event === null) return;
      const fault = faults.takeForCallback(subjectOf(stored, event));
      if (fault === null) add(stored, event, 0, {});
      else addWith(stored, event, fault);
    },
    beforeResponse(stored, to) {
      if (stored.payment.callback_url === null) return false;
      const event = to === 'failed' ? 'charge.failed' : 'charge.success';
      return faults.peekForCallback(subjectOf(stored, event))?.kind === 'before_response';
    },
  };
}

function subjectOf({ chargeKey, payment }: StoredPayment, event: CallbackEvent): CallbackSubject {
  return { event, key: chargeKey, reference: payment.reference, payer: payment.payer };
}

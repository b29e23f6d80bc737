import type { Payment } from '../payments/shapes.ts';
import type { CallbackEvent } from './shapes.ts';

/** The event that tells how a payment stands; null while it has not ended. */
export function eventOf({ status }: Pick<Payment, 'status'>): CallbackEvent | null {
  if (status === 'succeeded') return 'charge.success';
  if (status === 'failed') return 'charge.failed';
  return status === 'reversed' ? 'refund.processed' : null;
}

/** What says the opposite. */
export const OPPOSITE: Readonly<Record<CallbackEvent, CallbackEvent>> = {
  'charge.success': 'charge.failed',
  'charge.failed': 'charge.success',
  'refund.processed': 'refund.failed',
  'refund.failed': 'refund.processed',
};

/** The provider's own words, not our closed set. */
const WORDS: Readonly<Record<CallbackEvent, string>> = {
  'charge.success': 'success',
  'charge.failed': 'failed',
  'refund.processed': 'processed',
  'refund.failed': 'failed',
};

/** The raw body, whose very bytes are signed; what says the opposite of the payment is made of the same payment. */
export function callbackBody(event: CallbackEvent, payment: Payment): string {
  const { id, reference, amount, paid, method, reason, order_id, updated_at } = payment;
  const came = paid.amount === 0 ? amount : paid;
  return JSON.stringify({
    event,
    data: {
      id,
      reference,
      status: WORDS[event],
      amount: came.amount,
      currency: came.currency,
      requested_amount: amount.amount,
      channel: method,
      gateway_response: reason,
      metadata: { order_id },
      updated_at,
    },
  });
}

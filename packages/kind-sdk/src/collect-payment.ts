import type { Json } from '@omniroute/primitives';
import { type ActivityContext, activityFault } from './activity.ts';
import { PAYMENT } from './commerce.ts';
import { commerceCall, keepNamed } from './commerce-call.ts';

/** Asks for a payment under the effect's key; a declined one is `business.payment.declined`, any other is the output. */
export async function collectPayment(context: ActivityContext, body: unknown): Promise<Json> {
  const answer = await commerceCall(context, { method: 'POST', path: ['v1', 'payments'], body });
  const { id, status, reason } = answer as { readonly [name: string]: Json | undefined };
  if (status !== 'failed') return keepNamed(PAYMENT, answer);
  throw activityFault({
    code: 'business.payment.declined',
    message: `The payment was declined${typeof reason === 'string' ? `: ${reason}` : ''}.`,
    details: { payment_id: id ?? null, reason: reason ?? null },
  });
}

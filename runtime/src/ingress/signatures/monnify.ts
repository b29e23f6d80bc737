import { bodyHmac } from './body-hmac.ts';
import { keyOf, textAt } from './fields.ts';

/** Monnify: HMAC-SHA512 of the body in hex; events are told apart by type and the reference of what happened. */
export const monnify = bodyHmac('monnify-signature', 'sha512', 'hex', (_, data) =>
  keyOf(
    textAt(data, 'eventType'),
    textAt(data, 'eventData', 'transactionReference') ??
      textAt(data, 'eventData', 'settlementReference') ??
      textAt(data, 'eventData', 'reference'),
  ),
);

import { bodyHmac } from './body-hmac.ts';
import { keyOf, textAt } from './fields.ts';

/** Paystack: HMAC-SHA512 of the body in hex; events are told apart by name and `data.id`, else `data.reference`. */
export const paystack = bodyHmac('x-paystack-signature', 'sha512', 'hex', (_, data) =>
  keyOf(textAt(data, 'event'), textAt(data, 'data', 'id') ?? textAt(data, 'data', 'reference')),
);

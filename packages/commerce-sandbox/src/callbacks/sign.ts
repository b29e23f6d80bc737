import { createHmac } from 'node:crypto';

/** Header and computation of Paystack's callbacks: HMAC-SHA512 of the raw body in lower-case hex. */
export const SIGNATURE_HEADER = 'x-paystack-signature';

export function signature(secret: string, body: string): string {
  return createHmac('sha512', secret).update(body).digest('hex');
}

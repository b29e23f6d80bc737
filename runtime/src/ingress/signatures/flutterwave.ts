import { constantTimeEqual } from '@omniroute/server-kit';
import { bodyHmac } from './body-hmac.ts';
import { keyOf, textAt } from './fields.ts';
import type { SignatureScheme } from './scheme.ts';

/**
 * Flutterwave v3: the header *is* the secret, not an HMAC. It proves the sender and nothing about the body: verify the
 * transaction by its id before anything depends on it.
 */
export const flutterwave: SignatureScheme = {
  headers: ['verif-hash'],
  verify({ headers }, secret) {
    const given = headers['verif-hash'];
    if (given === undefined || given === '') return 'missing';
    return constantTimeEqual(given, secret) ? null : 'mismatch';
  },
  eventKey: (_, data) => keyOf(textAt(data, 'event'), textAt(data, 'data', 'id')),
};

/** Flutterwave v4: HMAC-SHA256 of the body in base64. */
export const flutterwaveV4 = bodyHmac('flutterwave-signature', 'sha256', 'base64', (_, data) =>
  keyOf(textAt(data, 'type'), textAt(data, 'id') ?? textAt(data, 'data', 'id') ?? textAt(data, 'data', 'reference')),
);

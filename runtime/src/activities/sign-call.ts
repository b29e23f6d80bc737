import { createHmac } from 'node:crypto';
import type { HttpCall } from '@omniroute/kind-sdk/activity';

/** Begins a secret whose rest is the key in base64 (Standard Webhooks). */
const ENCODED = 'whsec_';

/** The header that signs a call with a secret. */
export function signatureHeader({ header, prefix, content }: NonNullable<HttpCall['sign']>, secret: string) {
  const key = secret.startsWith(ENCODED) ? Buffer.from(secret.slice(ENCODED.length), 'base64') : Buffer.from(secret);
  return { [header]: prefix + createHmac('sha256', key).update(content).digest('base64') };
}

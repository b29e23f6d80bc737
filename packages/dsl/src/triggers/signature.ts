import * as Type from 'typebox';
import { NODE_ID_PATTERN } from '../document/ids.ts';
import { CLOSED, LiteralDurationField } from '../document/parts.ts';

/** The name of a declared connection that keeps the secret; never the secret itself. */
const SecretOf = Type.String({ pattern: NODE_ID_PATTERN, 'x-literal': true, 'x-ref': 'connection' });
const HeaderName = Type.String({ pattern: '^[A-Za-z0-9-]{1,100}$', 'x-literal': true });
const scheme = <const Name extends string>(...names: readonly Name[]) => Type.Enum([...names], { 'x-literal': true });

/**
 * How the sender of a webhook proves itself. Providers by name, with their own headers and computations; `hmac` for any
 * other: over the body, or over `timestamp.body` where a header carries the time.
 */
export const Signature = Type.Union([
  Type.Object(
    { scheme: scheme('paystack', 'flutterwave', 'flutterwave_v4', 'monnify', 'moniepoint'), secret: SecretOf },
    CLOSED,
  ),
  // The subscription is confirmed by a GET with a word of the tenant's own choice.
  Type.Object({ scheme: scheme('whatsapp'), secret: SecretOf, verify_token: Type.Optional(SecretOf) }, CLOSED),
  Type.Object(
    { scheme: scheme('smile_id'), secret: SecretOf, partner_id: Type.String({ minLength: 1, 'x-literal': true }) },
    CLOSED,
  ),
  Type.Object(
    {
      scheme: scheme('hmac'),
      secret: SecretOf,
      header: HeaderName,
      algorithm: Type.Optional(Type.Enum(['sha256', 'sha512'], { 'x-literal': true })),
      encoding: Type.Optional(Type.Enum(['hex', 'base64'], { 'x-literal': true })),
      prefix: Type.Optional(Type.String({ maxLength: 50, 'x-literal': true })),
      timestamp_header: Type.Optional(HeaderName),
      tolerance: Type.Optional(LiteralDurationField),
    },
    CLOSED,
  ),
]);
export type Signature = Type.Static<typeof Signature>;

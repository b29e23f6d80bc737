import type { Signature } from '@omniroute/dsl';
import { assertNever } from '@omniroute/errors';
import { flutterwave, flutterwaveV4 } from './flutterwave.ts';
import { hmac } from './hmac.ts';
import { moniepoint } from './moniepoint.ts';
import { monnify } from './monnify.ts';
import { paystack } from './paystack.ts';
import type { SignatureScheme } from './scheme.ts';
import { smileId } from './smile-id.ts';
import { whatsapp } from './whatsapp.ts';

/** The scheme that a trigger's `signature` names. */
export function schemeOf(signature: Signature): SignatureScheme {
  switch (signature.scheme) {
    case 'paystack':
      return paystack;
    case 'flutterwave':
      return flutterwave;
    case 'flutterwave_v4':
      return flutterwaveV4;
    case 'monnify':
      return monnify;
    case 'moniepoint':
      return moniepoint;
    case 'whatsapp':
      return whatsapp;
    case 'smile_id':
      return smileId(signature.partner_id);
    case 'hmac':
      return hmac(signature);
    default:
      return assertNever(signature);
  }
}

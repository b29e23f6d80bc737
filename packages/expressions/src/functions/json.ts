import { canonicalJson, type Json, sha256Hex } from '@omniroute/primitives';
import { fail } from '../run/eval-error.ts';
import { toJson } from '../run/to-json.ts';
import type { Value } from '../run/values.ts';
import { DYN, STRING } from '../types/type.ts';
import { type FunctionDefinition, global } from './define.ts';

/** JSON as text, and fingerprints of text. */
export const json: readonly FunctionDefinition[] = [
  global('json_parse', ['string'], DYN, 'The value that a JSON text stands for.', ([text], meter) => {
    meter.pay((text as string).length);
    try {
      return JSON.parse(text as string) as Json;
    } catch {
      return fail('The text is not JSON.');
    }
  }),
  // The value is walked once to make it JSON, which is paid for part by part, and once to write it.
  global('json_string', ['any'], STRING, 'A value as JSON text, keys in order.', ([value], meter) =>
    canonicalJson(toJson(value as Value, meter)),
  ),
  global('sha256', ['string'], STRING, 'SHA-256 of a text in lower-case hex.', ([text], meter) => {
    meter.pay((text as string).length + 64);
    return sha256Hex(text as string);
  }),
];

import { fail } from './eval-error.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 of RFC 4648. */
export function base64(bytes: readonly number[]): string {
  let out = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a, b, c] = [bytes[at] as number, bytes[at + 1], bytes[at + 2]];
    const word = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    out += (ALPHABET[word >> 18] as string) + (ALPHABET[(word >> 12) & 63] as string);
    out +=
      b === undefined
        ? '=='
        : (ALPHABET[(word >> 6) & 63] as string) + (c === undefined ? '=' : (ALPHABET[word & 63] as string));
  }
  return out;
}

/** Bytes of base64 text, padded or not; anything else is an error. */
export function fromBase64(text: string): number[] {
  const digits = [...text].filter((c) => c !== '=').map((c) => ALPHABET.indexOf(c));
  if (digits.includes(-1)) return fail('The text is not base64.');
  const bytes: number[] = [];
  let word = 0;
  let bits = 0;
  for (const digit of digits) {
    word = ((word << 6) | digit) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((word >> bits) & 255);
    }
  }
  return bytes;
}

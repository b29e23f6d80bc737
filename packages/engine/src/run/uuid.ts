import { sha256Hex } from '@omniroute/primitives';

/** A version 8 UUID (RFC 9562) made of a hash: equal on every replay. */
export function uuidOf(seed: string): string {
  const hex = sha256Hex(seed);
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

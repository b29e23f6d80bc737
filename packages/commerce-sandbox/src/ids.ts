import { randomBytes } from 'node:crypto';

/** Source of random bytes; a test gives its own. */
export type Random = (bytes: number) => Uint8Array;

/** Makes ids: a prefix that says what it names, and 80 random bits: `pay_8c1f…`. */
export type NewId = (prefix: string) => string;

export const systemRandom: Random = randomBytes;

export function idsFrom(random: Random): NewId {
  return (prefix) => `${prefix}_${Buffer.from(random(10)).toString('hex')}`;
}

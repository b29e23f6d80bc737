import { randomFillSync } from 'node:crypto';

export interface UuidV7Options {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Fills the array with random bytes. */
  readonly random: (bytes: Uint8Array) => void;
}

const MOST_COUNTED = 0xfff;

/**
 * Makes a generator of UUID version 7 (RFC 9562 section 5.7), strictly increasing within this process: 48 bits of
 * milliseconds, a 12-bit counter that starts at random in its lower half in each millisecond (section 6.2, method 1), and
 * 62 random bits. A clock that goes back, or more ids than the counter holds, borrow from the next millisecond.
 */
export function createUuidV7({ now, random }: UuidV7Options): () => string {
  const bytes = new Uint8Array(16);
  let last = -1;
  let counter = 0;
  return () => {
    random(bytes);
    const time = now();
    if (time > last) {
      last = time;
      counter = ((bytes[6] as number) & 0x07) * 256 + (bytes[7] as number);
    } else if (counter === MOST_COUNTED) {
      last += 1;
      counter = ((bytes[6] as number) & 0x07) * 256 + (bytes[7] as number);
    } else counter += 1;
    writeTime(bytes, last);
    bytes[6] = 0x70 | (counter >> 8);
    bytes[7] = counter & 0xff;
    bytes[8] = 0x80 | ((bytes[8] as number) & 0x3f);
    return format(bytes);
  };
}

/** Ids of runs, tasks, versions and events. */
export const uuidv7: () => string = createUuidV7({ now: Date.now, random: (bytes) => void randomFillSync(bytes) });

/** The instant an id was made at, in milliseconds since 1970; null if it is not a UUID version 7. */
export function uuidv7Time(id: string): number | null {
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)) return null;
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

function writeTime(bytes: Uint8Array, time: number): void {
  const high = Math.floor(time / 2 ** 32);
  const low = time >>> 0;
  bytes[0] = high >> 8;
  bytes[1] = high & 0xff;
  bytes[2] = low >>> 24;
  bytes[3] = (low >>> 16) & 0xff;
  bytes[4] = (low >>> 8) & 0xff;
  bytes[5] = low & 0xff;
}

function format(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

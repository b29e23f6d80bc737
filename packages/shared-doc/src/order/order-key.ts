/** Digits of order keys, in the order of their code units. */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE = DIGITS.length;
const [FIRST, LAST] = ['0', 'z'];

/**
 * An order key is a whole number and a fraction, written so that plain string comparison sorts it. The first letter tells
 * how many digits the whole number has (`a` one, `b` two …; `Z`, `Y` … below zero), so appending costs a digit every
 * 62-fold, not every few items.
 */
function wholeLength(head: string): number {
  return head >= 'a' ? head.charCodeAt(0) - 96 + 1 : 90 - head.charCodeAt(0) + 2;
}

/** Whether a value from a document is an order key; what is none sorts first, as the empty string. */
export function isOrderKey(value: unknown): value is string {
  if (typeof value !== 'string' || value.length < 2) return false;
  const head = value.charAt(0);
  if (!((head >= 'a' && head <= 'z') || (head >= 'A' && head <= 'Z'))) return false;
  const length = wholeLength(head);
  if (value.length < length || (value.length > length && value.endsWith(FIRST))) return false;
  return [...value].every((digit) => DIGITS.includes(digit));
}

/** Keys for `count` new items between two keys; `null` is the beginning or the end of the list. */
export function orderKeys(after: string | null, before: string | null, count: number): string[] {
  if (count <= 0) return [];
  if (before === null) return series(count, after, (key) => between(key, null));
  if (after === null) return series(count, before, (key) => between(null, key)).reverse();
  const middle = between(after, before);
  const left = Math.floor((count - 1) / 2);
  return [...orderKeys(after, middle, left), middle, ...orderKeys(middle, before, count - 1 - left)];
}

function series(count: number, from: string | null, next: (key: string | null) => string): string[] {
  const keys: string[] = [];
  for (let key = from; keys.length < count; ) {
    key = next(key);
    keys.push(key);
  }
  return keys;
}

function between(after: string | null, before: string | null): string {
  if (after === null && before === null) return 'a0';
  if (before === null) return neighbour(whole(after as string), 1);
  if (after === null) return before.length > whole(before).length ? whole(before) : neighbour(whole(before), -1);
  const [low, high] = [whole(after), whole(before)];
  if (low === high) return low + middle(after.slice(low.length), before.slice(high.length));
  const next = neighbour(low, 1);
  return next < before ? next : low + middle(after.slice(low.length), null);
}

function whole(key: string): string {
  return key.slice(0, wholeLength(key.charAt(0)));
}

/** The whole number one above or below. */
function neighbour(number: string, step: 1 | -1): string {
  const [wraps, fresh] = step === 1 ? [LAST, FIRST] : [FIRST, LAST];
  const digits = [...number.slice(1)];
  for (let at = digits.length - 1; at >= 0; at -= 1) {
    const digit = digits[at] as string;
    if (digit !== wraps) {
      digits[at] = DIGITS.charAt(DIGITS.indexOf(digit) + step);
      return number.charAt(0) + digits.join('');
    }
    digits[at] = fresh;
  }
  const head = nextHead(number.charAt(0), step);
  return head + fresh.repeat(wholeLength(head) - 1);
}

/** Twenty-six digits are never used up, so the ends of the alphabet are not reached. */
function nextHead(head: string, step: 1 | -1): string {
  if (head === 'Z' && step === 1) return 'a';
  if (head === 'a' && step === -1) return 'Z';
  return String.fromCharCode(head.charCodeAt(0) + step);
}

/** A fraction between two, the upper one `null` for one; it does not end in a zero. */
function middle(low: string, high: string | null): string {
  if (high !== null) {
    let same = 0;
    while (same < high.length && (low.charAt(same) || FIRST) === high.charAt(same)) same += 1;
    if (same > 0) return high.slice(0, same) + middle(low.slice(same), high.slice(same));
  }
  const from = low === '' ? 0 : DIGITS.indexOf(low.charAt(0));
  const to = high === null ? BASE : DIGITS.indexOf(high.charAt(0));
  if (to - from > 1) return DIGITS.charAt(Math.floor((from + to) / 2));
  if (high !== null && high.length > 1) return high.charAt(0);
  return DIGITS.charAt(from) + middle(low.slice(1), null);
}

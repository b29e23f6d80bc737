import type * as Y from 'yjs';

/** Changes a shared text by the smallest replacement, so that what others write elsewhere in it stands. */
export function writeText(text: Y.Text, wanted: string): void {
  const now = text.toString();
  if (now === wanted) return;
  const shorter = Math.min(now.length, wanted.length);
  let start = 0;
  while (start < shorter && now[start] === wanted[start]) start += 1;
  if (splits(now, start) || splits(wanted, start)) start -= 1;
  let end = 0;
  while (end < shorter - start && now[now.length - 1 - end] === wanted[wanted.length - 1 - end]) end += 1;
  if (splits(now, now.length - end) || splits(wanted, wanted.length - end)) end -= 1;
  if (now.length > start + end) text.delete(start, now.length - start - end);
  if (wanted.length > start + end) text.insert(start, wanted.slice(start, wanted.length - end));
}

/** Whether a cut there would leave half of a surrogate pair on each side. */
function splits(text: string, at: number): boolean {
  return at > 0 && at < text.length && isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at));
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}

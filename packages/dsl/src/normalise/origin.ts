import { formatPointer, parsePointer } from '@omniroute/primitives';

/** A value that stands elsewhere than where it was written. */
export type Move = readonly [now: string, written: string];

/** Notes that a value stands elsewhere. */
export type NoteMove = (now: readonly (string | number)[], written: readonly (string | number)[]) => void;

/** Takes a pointer back along the longest move that covers it, and on along the moves before that. */
export function originOf(pointer: string, moves: readonly Move[]): string {
  const covering = moves
    .filter(([now]) => pointer === now || pointer.startsWith(`${now}/`))
    .sort((a, b) => b[0].length - a[0].length)[0];
  if (covering === undefined) return pointer;
  const [now, written] = covering;
  const rest = formatPointer(parsePointer(pointer.slice(now.length)));
  return `${originOf(
    written,
    moves.filter((move) => move !== covering),
  )}${rest}`;
}

import type { State } from '../state.ts';

/** The key of what a person has done once more, never used before: `refund#1`, `refund#1~2`, `refund#1~3`. */
export function redoKey(state: State, key: string): string {
  const [plain] = split(key);
  const count = (state.redone[plain] ?? 1) + 1;
  state.redone[plain] = count;
  return `${plain}~${count}`;
}

/** The key of the undo of something done once more: of `charge#1~2` it is `refund#1~2`, unless a redo of the undo has that. */
export function claimKey(state: State, key: string): string {
  const [plain, count] = split(key);
  if (count === 1) return key;
  if (count <= (state.redone[plain] ?? 1)) return redoKey(state, key);
  state.redone[plain] = count;
  return key;
}

function split(key: string): [plain: string, count: number] {
  const tilde = key.lastIndexOf('~');
  // Of a key inside a subflow that was done once more the mark is not its own.
  return tilde < key.lastIndexOf('#') ? [key, 1] : [key.slice(0, tilde), Number(key.slice(tilde + 1))];
}

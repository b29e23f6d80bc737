/** What one broken effect does: it is answered and not done, done twice, or its money entry loses a line. */
export const BREAKS = ['drop', 'double', 'unbalance'] as const;
export type Break = (typeof BREAKS)[number];

/** Makes the sandbox wrong once, so that a checker can be shown to notice. Armed for one effect at a time. */
export interface BreakSwitch {
  arm(kind: Break): void;
  armed(): Break | null;
  /** Whether this break is armed; if so it is used up. */
  take(kind: Break): boolean;
}

export function createBreakSwitch(first: Break | null): BreakSwitch {
  let current = first;
  return {
    arm(kind) {
      current = kind;
    },
    armed: () => current,
    take(kind) {
      if (current !== kind) return false;
      current = null;
      return true;
    },
  };
}

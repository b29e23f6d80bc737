/** The five steps, in their order. */
export const STEPS = ['start', 'steps', 'settings', 'sound', 'publish'] as const;
export type IntroductionStep = (typeof STEPS)[number];

/** Where it is remembered that somebody has seen or skipped it. */
export interface Memory {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

const KEY = 'omniroute.introduction';

/** Whether it is shown by itself: once in a browser, to somebody who begins with an empty drawing. */
export function isWanted(memory: Memory, isEmpty: boolean): boolean {
  return isEmpty && memory.getItem(KEY) === null;
}

/** It is not shown by itself any more. */
export function remember(memory: Memory): void {
  memory.setItem(KEY, 'seen');
}

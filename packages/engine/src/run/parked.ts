import type { State } from '../state.ts';

/** Whether a run stands still until a person acts: paused, or with an undo that failed. */
export function isParked(state: State): boolean {
  return state.paused || state.incident !== null;
}

/** Why nobody can answer a task of a run now, or `null`. */
export function whyNobodyAnswers(state: State): string | null {
  if (state.incident !== null) return 'The run is parked until somebody decides about an undo that failed.';
  return state.paused ? 'The run is paused; it takes answers again once it is resumed.' : null;
}

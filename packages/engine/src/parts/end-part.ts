import { placeOf } from '../run/places.ts';
import type { Run } from '../run/run.ts';
import type { Failure, OpenLoop, Token } from '../state.ts';

/** Whether this workflow does a stretch of that loop's turns, and nothing else. */
export function isPart({ state }: Run, { key }: OpenLoop): boolean {
  return state.part?.loop === key;
}

/** All turns of the stretch are over, well or not: what the run takes over is told once nothing is in flight any more. */
export function endPart(
  run: Run,
  { loop, token }: { readonly loop: OpenLoop; readonly token: Token },
  failure: Failure | null,
): void {
  const { state } = run;
  const { results, errors, adds, count, failed, weight } = loop;
  if (state.part === null) return;
  state.part.report = {
    ...{ results, errors, adds, count, failed, weight, failure },
    done: placeOf(state, token).done.splice(0),
    last: state.counters.done,
  };
  delete state.loops[loop.key];
  run.remove(token);
}

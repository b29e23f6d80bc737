import { CancellationScope } from '@temporalio/workflow';
import { calledOff } from './errors.ts';
import type { Place } from './place.ts';

/** A part of a graph: what it waits for, and what it does then. */
export interface Part {
  readonly after: readonly string[];
  readonly run: (at: Place) => Promise<void>;
}

/** Runs the parts of a graph, each as soon as all that it waits for have ended. The first that fails cancels the rest. */
export async function parts(at: Place, graph: Readonly<Record<string, Part>>): Promise<void> {
  const scope = new CancellationScope();
  const running = new Map<string, Promise<void>>();
  const places: Place[] = [];
  let first: { readonly caught: unknown } | null = null;
  const failed = (caught: unknown) => {
    first ??= { caught };
    scope.cancel();
    throw caught;
  };
  await scope.run(async () => {
    for (const [name, { after, run }] of Object.entries(graph)) {
      const place = at.branch();
      places.push(place);
      const begun = Promise.all(after.map((before) => running.get(before))).then(() => {
        if (scope.consideredCancelled) throw calledOff();
        return run(place);
      });
      running.set(name, begun.catch(failed));
    }
    await Promise.allSettled(running.values());
  });
  for (const place of places) {
    if (first === null) place.handUp();
    else place.handUpDone();
  }
  if (first !== null) throw (first as { readonly caught: unknown }).caught;
}

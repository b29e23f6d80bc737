import type { RunView } from '@omniroute/plan';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** What people can see of a run, without the moments at which things happened: no two clocks begin at the same time. */
export function told(view: RunView, calls: readonly { readonly key: string; readonly attempt: number }[]) {
  return {
    status: view.status,
    end_status: view.end_status,
    error: view.error?.code ?? null,
    output: timeless(view.output),
    variables: timeless(view.variables),
    path: view.visits.map(({ key, status }) => `${key} ${status}`).sort(),
    cuts: view.visits
      .flatMap(({ key, output, cut }) =>
        cut === undefined ? [] : [{ key, output: timeless(output), bytes: cut.bytes }],
      )
      .sort((a, b) => (a.key < b.key ? -1 : 1)),
    calls: calls.map(({ key, attempt }) => `${key} attempt ${attempt}`).sort(),
  };
}

/** A value in which every moment reads the same. */
export function timeless(value: unknown): unknown {
  if (typeof value === 'string') return INSTANT.test(value) ? 'a moment' : value;
  if (Array.isArray(value)) return value.map(timeless);
  if (typeof value !== 'object' || value === null) return value ?? null;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, timeless(part)]));
}

import { placeOfKey, type VisitView } from '@omniroute/plan';

/** Which visits of a run are asked for, and how many of them from which place on. */
export interface VisitsAsked {
  readonly node?: string | undefined;
  /** Path of a container's turn: visits in it, and in what is in it. */
  readonly iteration?: string | undefined;
  readonly from: number;
  readonly limit: number;
}

/** A page of visits in the order in which they began; `next` is where the page after it begins. */
export function visitPage(
  visits: readonly VisitView[],
  { node, iteration, from, limit }: VisitsAsked,
): { readonly visits: readonly VisitView[]; readonly next: number | null } {
  const asked = visits.filter(({ key }) => {
    const place = placeOfKey(key);
    return (node === undefined || place.node === node) && (iteration === undefined || isWithin(place.path, iteration));
  });
  const end = from + limit;
  return { visits: asked.slice(from, end), next: end < asked.length ? end : null };
}

/** Whether a path is another one or goes on from it; an operator's redo (`~2`) is at its place. */
function isWithin(path: string, around: string): boolean {
  return path.startsWith(around) && (path.length === around.length || './~'.includes(path.charAt(around.length)));
}

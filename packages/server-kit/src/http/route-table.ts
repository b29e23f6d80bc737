/** Which methods an address takes, to tell "no such address" from "not with this method". */
export class RouteTable {
  readonly #routes: { readonly segments: readonly string[]; readonly methods: readonly string[] }[] = [];

  /** Takes a route as Fastify announces it: `/services/:id`, `/assets/*`. */
  add(method: string | string[], url: string): void {
    this.#routes.push({ segments: url.split('/'), methods: Array.isArray(method) ? method : [method] });
  }

  /** The methods that some route takes at this address, sorted. */
  methodsAt(url: string): string[] {
    const path = (url.split('?', 1)[0] as string).split('/');
    const matching = this.#routes.filter(({ segments }) => matches(segments, path));
    return [...new Set(matching.flatMap(({ methods }) => methods))].sort();
  }
}

function matches(pattern: readonly string[], path: readonly string[]): boolean {
  if (pattern.at(-1) === '*' && path.length >= pattern.length)
    return matches(pattern.slice(0, -1), path.slice(0, pattern.length - 1));
  if (pattern.length !== path.length) return false;
  return pattern.every((segment, index) => (segment.startsWith(':') ? path[index] !== '' : segment === path[index]));
}

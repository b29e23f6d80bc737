import type { Service } from '@omniroute/dsl';

/** Names and addresses hold no more. */
const LONGEST = { id: 63, name: 100 };

/**
 * A template as a service of one's own: the `turn`th that is made of it has that number in its name, since an address is
 * given once.
 */
export function copyOf(template: Service, turn: number): Service {
  if (turn === 1) return template;
  const end = String(turn);
  const cut = (text: string, longest: number, gap: string) => `${text.slice(0, longest - end.length - 1)}${gap}${end}`;
  return {
    ...template,
    id: cut(template.id, LONGEST.id, '-'),
    name: cut(template.name, LONGEST.name, ' '),
  };
}

/**
 * Makes the first copy that has no other service's address. `taken` are those that are known; `make` answers whether the
 * address was free after all.
 */
export async function makeCopy(
  template: Service,
  taken: ReadonlySet<string>,
  make: (copy: Service) => Promise<boolean>,
  most = 1_000,
): Promise<Service | null> {
  for (let turn = 1; turn <= most; turn += 1) {
    const copy = copyOf(template, turn);
    if (!taken.has(copy.id) && (await make(copy))) return copy;
  }
  return null;
}

import type { Service } from '@omniroute/dsl';

/** Addresses and names hold no more. */
const LONGEST = { id: 63, name: 100 };

/**
 * A ready service as one of somebody's own: from the second on, a copy has its number in address and name, since an
 * address is given once.
 */
export function copyOf(service: Service, turn: number): Service {
  if (turn === 1) return service;
  const end = String(turn);
  const cut = (text: string, longest: number, gap: string) => `${text.slice(0, longest - end.length - 1)}${gap}${end}`;
  return { ...service, id: cut(service.id, LONGEST.id, '-'), name: cut(service.name, LONGEST.name, ' ') };
}

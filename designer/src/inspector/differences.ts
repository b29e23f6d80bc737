import { diff, type Edge, edgeId, type Operation, type Service } from '@omniroute/dsl';
import type { Subject } from './subject.ts';

/** The operations after which the subject says this; `null` where it is not there any more. */
export function differences(service: Service, subject: Subject, now: object): readonly Operation[] | null {
  if (subject.is === 'service') return diff(service, now as Service);
  if (subject.is === 'many') return null;
  const lists = { node: 'nodes', edge: 'edges', trigger: 'triggers', note: 'notes' } as const;
  const list = lists[subject.is];
  const items: readonly object[] = service[list] ?? [];
  const nameOf = (item: object) =>
    subject.is === 'edge' ? edgeId(item as Edge) : (item as { readonly id: string }).id;
  const at = items.findIndex((item) => nameOf(item) === subject.id);
  return at < 0 ? null : diff(service, { ...service, [list]: items.with(at, now) } as Service);
}

import type { Json } from '@omniroute/primitives';
import type { Service } from '../document/service.ts';
import { ALL_LISTS, type List, nameOf } from '../operations/item-name.ts';
import type { Conflict, Merged } from './conflict.ts';
import { keepUsed } from './keep-used.ts';
import { mergeList, mergeValue } from './merge-value.ts';

/**
 * Merges two edits of one service, `ours` and `theirs`, that began at `base`. Steps, edges and declarations are followed by
 * their stable ids, so that edits to different places both stand. Where they cannot, ours stands, nothing that was changed
 * or is used is removed, and a conflict says so. Without conflicts it does not matter which side is which.
 */
export function merge(base: Service, ours: Service, theirs: Service): Merged {
  const plain = mergeValue({ base: rest(base), ours: rest(ours), theirs: rest(theirs) });
  const document: Record<string, unknown> = { ...(plain.value as object) };
  const conflicts: Conflict[] = [...plain.conflicts];
  for (const list of ALL_LISTS) {
    const sides = [base, ours, theirs].map((service) => service[list] as readonly Json[] | undefined);
    const [before, mine, other] = sides;
    const merged = mergeList(before ?? [], mine ?? [], other ?? [], (item) => nameOf(list, item));
    if (merged.value.length > 0 || stays(sides)) document[list] = merged.value;
    conflicts.push(...merged.conflicts.map((conflict) => placed(conflict, list, merged.value)));
  }
  return keepUsed({ service: document as unknown as Service, conflicts }, { base, ours, theirs });
}

/** What is no list of named parts. */
function rest(service: Service): Json {
  return Object.fromEntries(
    Object.entries(service).filter(([field]) => !ALL_LISTS.some((list) => list === field)),
  ) as Json;
}

/** Whether a list that became empty is still written. */
function stays([before, mine, other]: readonly unknown[]): boolean {
  if ((mine === undefined) === (before === undefined)) return other !== undefined;
  return mine !== undefined;
}

function placed(conflict: Conflict, list: List, items: readonly Json[]): Conflict {
  const index = conflict.pointer.split('/')[1];
  const name = nameOf(list, items[Number(index)]);
  const owner = list === 'edges' ? { edge_id: name } : list === 'nodes' || list === 'triggers' ? { node_id: name } : {};
  return { ...conflict, pointer: `/${list}${conflict.pointer}`, ...owner };
}

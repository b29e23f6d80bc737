import type { ListName } from '../service/schema.ts';

/** Keys of an item's shared map that are ours. */
export const ITEM = {
  order: 'order',
  /** When it was deleted. It stays, so that an undo brings it back with what others changed in it meanwhile. */
  deletedAt: 'deletedAt',
  /** Its `config` is written although nothing is in it. */
  emptyConfig: 'empty_config',
  /** Its `source_handle` is written although it is `out`. */
  writtenOut: 'written_out',
} as const;

const OWN: readonly string[] = [...Object.values(ITEM), 'pos'];

/** Pairs of numbers that change together are one value, so that two people's moves never mix. */
export const PACKED: Readonly<Record<string, { readonly key: string; readonly parts: readonly [string, string] }>> = {
  position: { key: 'pos', parts: ['x', 'y'] },
  size: { key: 'size', parts: ['width', 'height'] },
};

/** The key under which a field of an item is kept; unknown fields of a faulty item are kept, too. */
export function itemKey(field: string): string {
  const packed = Object.hasOwn(PACKED, field) ? PACKED[field] : undefined;
  if (packed !== undefined) return packed.key;
  return OWN.includes(field) || field.startsWith('#') ? `#${field}` : field;
}

/** The field that a key stands for; `null` for keys of our own. */
export function itemField(key: string): string | null {
  if (key === 'pos') return 'position';
  if (key.startsWith('#')) return key.slice(1);
  return OWN.includes(key) ? null : key;
}

/**
 * Whether items of a list have a `config` that is there from the beginning: if the first setting made it, two people who
 * each make a first setting would make two, and one would be lost.
 */
export function hasConfig(list: ListName): boolean {
  return list === 'nodes' || list === 'triggers';
}

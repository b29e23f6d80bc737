/**
 * Keys of our own in a Y.Map begin with one `#`; a field of the service that begins so is written with one more. So no
 * setting that a person names can be taken for ours.
 */
export const LIST_MARK = '#list';
export const ELEMENT_ORDER = '#order';
/** The element of a list that is no object. */
export const ELEMENT_VALUE = '#value';

/** The key under which a field of an object is kept. */
export function fieldKey(field: string): string {
  return field.startsWith('#') ? `#${field}` : field;
}

/** The field that a key stands for; `null` for keys of our own. */
export function fieldOf(key: string): string | null {
  if (!key.startsWith('#')) return key;
  return key.startsWith('##') ? key.slice(1) : null;
}

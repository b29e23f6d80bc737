import { isObject, type Json } from '@omniroute/primitives';

const BEGIN = 'omniroute-callback://';
const END = '/';

/**
 * What `callback.<wait>.url` is inside a run: a mark with the key of the wait that it answers. The signed address is put in
 * its place by whoever carries the value outside, so neither secret nor address enters a history.
 */
export function callbackPlaceholder(key: string): string {
  // A key inside a subflow holds slashes, which end a mark.
  return `${BEGIN}${key.replaceAll('/', '|')}${END}`;
}

/** A value with every mark, also in the middle of a text, replaced by what `addressOf` gives for its key. */
export function fillCallbacks(value: Json, addressOf: (key: string) => string): Json {
  if (typeof value === 'string') return fillText(value, addressOf);
  if (Array.isArray(value)) return value.map((item) => fillCallbacks(item, addressOf));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, fillCallbacks(part, addressOf)]));
}

function fillText(text: string, addressOf: (key: string) => string): string {
  const [before = '', ...marked] = text.split(BEGIN);
  return marked.reduce((filled, part) => {
    const end = part.indexOf(END);
    if (end < 0) return `${filled}${BEGIN}${part}`;
    return `${filled}${addressOf(part.slice(0, end).replaceAll('|', '/'))}${part.slice(end + END.length)}`;
  }, before);
}

/** A key `node#path` (LANGUAGE.md section 10) taken apart. `word` is set for acts that serve a node without being its effect. */
export interface KeyParts {
  readonly node: string;
  readonly path: string;
  readonly word: string | null;
}

/** Writes a key: `charge#1.17.1`, with a word `call_customer#1:open`. */
export function formatKey(node: string, path: string, word?: string): string {
  return word === undefined ? `${node}#${path}` : `${node}#${path}:${word}`;
}

/** Takes a key apart; inside a subflow (`ship#2/charge#1`) `node` is the innermost one. */
export function parseKey(key: string): KeyParts {
  const hash = key.lastIndexOf('#');
  const colon = key.indexOf(':', hash);
  const end = colon < 0 ? key.length : colon;
  const slash = key.lastIndexOf('/', hash);
  return {
    node: key.slice(slash + 1, hash),
    path: key.slice(hash + 1, end),
    word: colon < 0 ? null : key.slice(colon + 1),
  };
}

/** The key of another node at the same place: `charge#1.2` gives `refund#1.2`, in the same subflow. */
export function keyBeside(key: string, node: string): string {
  return `${prefixOf(key)}${formatKey(node, parseKey(key).path)}`;
}

/** What a key begins with inside subflows, `ship#2/` of `ship#2/charge#1`; empty outside. */
export function prefixOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/', key.lastIndexOf('#')) + 1);
}

/** Node and path of a key with the subflows around: `ship#2/charge#1` is node `ship/charge` with path `2/1`. */
export function placeOfKey(key: string): { readonly node: string; readonly path: string } {
  if (!key.includes('/')) {
    const { node, path } = parseKey(key);
    return { node, path };
  }
  const parts = key.split('/').map(parseKey);
  return { node: parts.map(({ node }) => node).join('/'), path: parts.map(({ path }) => path).join('/') };
}

/** The idempotency header of an effect: `tenant:service:run:key`. */
export function idempotencyKey(run: { tenant: string; service: string; run: string }, key: string): string {
  return `${run.tenant}:${run.service}:${run.run}:${key}`;
}

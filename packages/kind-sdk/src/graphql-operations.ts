/** What a GraphQL operation does. */
export type GraphqlOperation = 'query' | 'mutation' | 'subscription';

const WORDS: Readonly<Record<string, GraphqlOperation>> = {
  '{': 'query',
  query: 'query',
  mutation: 'mutation',
  subscription: 'subscription',
};

/**
 * The operations of a GraphQL document, in order; its fragments are none. It reads only as far as that takes: brackets,
 * texts and comments.
 */
export function operationsOf(document: string): readonly GraphqlOperation[] {
  const found: GraphqlOperation[] = [];
  let depth = 0;
  // Whether the next word begins a definition.
  let begins = true;
  for (const token of tokensOf(document)) {
    if (begins && Object.hasOwn(WORDS, token)) found.push(WORDS[token] as GraphqlOperation);
    begins = false;
    if (token === '{' || token === '(') depth += 1;
    if (token === '}' || token === ')') depth -= 1;
    // A definition ends with its selection.
    if (token === '}' && depth === 0) begins = true;
  }
  return found;
}

/** Names and brackets outside texts and comments. */
function* tokensOf(document: string): Iterable<string> {
  let at = 0;
  while (at < document.length) {
    const char = document[at] as string;
    if (char === '#') at = endOf(document, '\n', at + 1);
    else if (document.startsWith('"""', at)) at = endOf(document, '"""', at + 3);
    else if (char === '"') at = endOfText(document, at + 1);
    else if ('{}()'.includes(char)) {
      yield char;
      at += 1;
    } else if (isWord(char)) {
      const start = at;
      while (at < document.length && isWord(document[at] as string)) at += 1;
      yield document.slice(start, at);
    } else at += 1;
  }
}

function endOf(document: string, mark: string, from: number): number {
  const found = document.indexOf(mark, from);
  return found < 0 ? document.length : found + mark.length;
}

function endOfText(document: string, from: number): number {
  let at = from;
  while (at < document.length && document[at] !== '"') at += document[at] === '\\' ? 2 : 1;
  return at + 1;
}

function isWord(char: string): boolean {
  return (char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z') || (char >= '0' && char <= '9') || char === '_';
}

import { activityFault, getPointer, type Json } from '@omniroute/kind-sdk/activity';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
}

/** Where a page has its items and the way to the next, as JSON pointers; the query that asks for it; the most there may be. */
export interface Pages {
  readonly items: string;
  readonly cursor: string;
  readonly query: string;
  readonly max: number;
}

/** Page after page until one names no next; the body is the items of all of them, the rest is the last page's. */
export async function readPages(
  { items, cursor, query, max }: Pages,
  ask: (query: Readonly<Record<string, string>>) => Promise<Answer>,
): Promise<Json> {
  const all: Json[] = [];
  let next: string | null = null;
  for (let page = 1; page <= max; page += 1) {
    const answer: Answer = await ask(next === null ? {} : { [query]: next });
    const list = getPointer(answer.body, items);
    if (!Array.isArray(list)) throw misfit(`Page ${page} has no list at ${items}.`, answer);
    all.push(...(list as readonly Json[]));
    const following = cursorAt(answer, cursor, page);
    if (following === null) return { status: answer.status, headers: answer.headers, body: all };
    if (following === next) throw misfit(`Page ${page} names itself as the next one.`, answer);
    next = following;
  }
  throw activityFault({
    code: 'limit.iterations',
    message: `There are more than ${max} pages.`,
    details: { max, items: all.length },
  });
}

/** The way to the next page; nothing, null and an empty text say that there is none. */
function cursorAt(answer: Answer, pointer: string, page: number): string | null {
  const found = getPointer(answer.body, pointer);
  if (found === undefined || found === null || found === '') return null;
  if (typeof found === 'string') return found;
  if (typeof found === 'number') return String(found);
  throw misfit(`Page ${page} has no text or number at ${pointer}.`, answer);
}

function misfit(message: string, { status, body }: Answer) {
  return activityFault({
    code: 'validation.output',
    message,
    details: { status, text: JSON.stringify(body).slice(0, 500) },
  });
}

import type { JsonPiece } from '@omniroute/contracts';
import { callApi } from '../api/client.ts';

/** More than this is no help to a person who looks at it. */
const MOST_CHARACTERS = 2_000_000;

/** The whole output of a visit, or the first part of its text where that is very long. */
export type ShownOutput = { readonly whole: unknown } | { readonly beginning: string; readonly total: number };

/** Fetches a whole output piece by piece. What is not kept is refused as `run.output_not_kept`. */
export async function fetchWholeOutput(run: string, key: string, signal?: AbortSignal): Promise<ShownOutput> {
  const options = signal === undefined ? {} : { signal };
  let text = '';
  for (let next: number | null = 0; next !== null; ) {
    const query = `key=${encodeURIComponent(key)}&offset=${next}`;
    const page: JsonPiece = await callApi(`/runs/${run}/output?${query}`, options);
    text += page.text;
    next = page.next;
    if (next !== null && text.length >= MOST_CHARACTERS) return { beginning: text, total: page.total };
  }
  return { whole: JSON.parse(text) };
}

import type { Service } from '@omniroute/dsl';
import type { MockAnswer } from '@omniroute/plan';
import { formatDuration, type Json, parseDuration } from '@omniroute/primitives';

/** How one reply goes: with an output, with an error, or not in time. */
export type AnswerKind = 'output' | 'error' | 'late';

export const ANSWER_KINDS: readonly AnswerKind[] = ['output', 'error', 'late'];

/** What a reply is; `limit`: how long the step waits for one, in milliseconds. */
export function kindOfAnswer({ error, after }: MockAnswer, limit: number | null): AnswerKind {
  if (limit !== null && after !== undefined && millisecondsOf(after) > limit) return 'late';
  return error === undefined ? 'output' : 'error';
}

/** A reply of another kind, to begin with. */
export function answerOf(kind: AnswerKind, given: { sample: Json; limit: number | null; code: string }): MockAnswer {
  switch (kind) {
    case 'output':
      return { output: given.sample };
    case 'error':
      return { error: { code: given.code, message: '' } };
    case 'late':
      return { after: formatDuration((given.limit ?? 0) + 1_000) };
  }
}

/** A reply that comes after some seconds, as they were typed; without any, or what is no number of them, at once. */
export function answerAfter({ after: _, ...answer }: MockAnswer, seconds: string): MockAnswer {
  const ms = Math.round(Number(seconds) * 1_000);
  return Number.isFinite(ms) && ms > 0 ? { ...answer, after: formatDuration(ms) } : answer;
}

/** A duration in milliseconds; what cannot be read counts as none. */
export function millisecondsOf(text: string): number {
  const read = parseDuration(text);
  return read.ok ? read.value : 0;
}

const USUAL = ['http.503', 'http.404', 'network.unreachable', 'network.broken', 'quota', 'auth'];
/** A code that a pattern stands for, which is none itself. */
const EXAMPLES: Readonly<Record<string, string>> = { 'http.5xx': 'http.503', 'http.4xx': 'http.404', '*': 'http.503' };

/** Codes of errors worth trying on a step: first those that its own connections ask for. */
export function errorCodes(service: Service, node: string): readonly string[] {
  const asked = service.edges
    .filter(({ source, source_handle: port }) => source === node && port === 'error')
    .flatMap(({ on = [] }) => on)
    .map((pattern) => EXAMPLES[pattern] ?? pattern);
  return [...new Set([...asked, ...USUAL])];
}

import { parseDuration, parseInstant } from '@omniroute/primitives';
import { EvalFailure } from './eval-error.ts';
import { readDuration, readTimestamp } from './time.ts';
import { Duration, Timestamp, type Value } from './values.ts';

/** An instant from RFC 3339 text or a date; an error if it is none. */
export function instantOf(text: string): Timestamp {
  return readTimestamp(text.length === 10 ? `${text}T00:00:00Z` : text, (full) => {
    const read = parseInstant(full);
    return read.ok ? read.value : null;
  });
}

/** A duration from text in CEL's or ISO 8601's form; an error if it is none. */
export function durationFrom(text: string): Duration {
  return readDuration(text, (iso) => {
    const read = parseDuration(iso);
    return read.ok ? read.value : null;
  });
}

/** The instant or duration that a text is, or `null`. */
export function readTime(text: string, wanted: 'timestamp' | 'duration'): Timestamp | Duration | null {
  if (text.length > 40) return null;
  try {
    return wanted === 'timestamp' ? instantOf(text) : durationFrom(text);
  } catch (error) {
    if (error instanceof EvalFailure) return null;
    throw error;
  }
}

/** Beside an instant or a duration, a text that is one counts as one. `null`: there is nothing to convert. */
export function withTimes(a: Value, b: Value): readonly [Value, Value] | null {
  if (typeof a === 'string' && isTime(b)) {
    const read = readTime(a, 'timestamp') ?? readTime(a, 'duration');
    return read === null ? null : [read, b];
  }
  if (typeof b === 'string' && isTime(a)) {
    const read = readTime(b, 'timestamp') ?? readTime(b, 'duration');
    return read === null ? null : [a, read];
  }
  return null;
}

function isTime(value: Value): boolean {
  return value instanceof Timestamp || value instanceof Duration;
}

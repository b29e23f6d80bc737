import type { RunError } from '@omniroute/errors';
import { type Json, parseDuration, parseInstant } from '@omniroute/primitives';

/** When something is due: a duration from `from`, or an instant. Milliseconds. */
export function dueAt(value: Json, from: number): { ok: true; at: number } | { ok: false; error: RunError } {
  if (typeof value === 'string') {
    const duration = parseDuration(value);
    if (duration.ok) return { ok: true, at: from + duration.value };
    const seconds = celSeconds(value);
    if (seconds !== null) return { ok: true, at: from + Math.round(seconds * 1000) };
    const instant = parseInstant(value);
    if (instant.ok) return { ok: true, at: instant.value };
  }
  return {
    ok: false,
    error: { code: 'expression', message: `${JSON.stringify(value)} is neither a duration nor a point in time.` },
  };
}

/** A duration as an expression hands it on: `7200s`, `1.5s`. */
function celSeconds(text: string): number | null {
  const number = text.endsWith('s') ? Number(text.slice(0, -1)) : Number.NaN;
  return text.length > 1 && Number.isFinite(number) ? number : null;
}

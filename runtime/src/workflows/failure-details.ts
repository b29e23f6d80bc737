import type { FailureDetails } from './protocol.ts';

/** The wrapper's details of a failed activity, if a value is that. */
export function failureDetails(value: unknown): FailureDetails | null {
  if (typeof value !== 'object' || value === null) return null;
  const { code, message, attempts } = value as Record<string, unknown>;
  return typeof code === 'string' && typeof message === 'string' && typeof attempts === 'number'
    ? (value as FailureDetails)
    : null;
}

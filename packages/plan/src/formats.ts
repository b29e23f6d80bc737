import { parseDuration, parseInstant } from '@omniroute/primitives';

const EMAIL = /^[^\s@]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+$/;
const URI = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s]+$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Asserts a format (LANGUAGE.md section 1): `null` if the text has it, else what it should be. An unknown one says nothing. */
export function misfitOfFormat(format: string, text: string): string | null {
  switch (format) {
    case 'date-time':
      return parseInstant(text).ok ? null : 'a point in time like 2026-01-05T09:00:00Z';
    case 'date':
      return DATE.test(text) && parseInstant(`${text}T00:00:00Z`).ok ? null : 'a date like 2026-01-05';
    case 'duration':
      return parseDuration(text).ok ? null : 'a duration like PT2H';
    case 'email':
      return EMAIL.test(text) ? null : 'an e-mail address';
    case 'uri':
      return URI.test(text) ? null : 'an address like https://example.com';
    case 'uuid':
      return UUID.test(text) ? null : 'a UUID';
    default:
      return null;
  }
}

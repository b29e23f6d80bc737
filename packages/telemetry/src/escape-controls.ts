/**
 * What JSON leaves as it is although a terminal or a log viewer acts on it: DEL and the C1 controls, the soft hyphen,
 * the Arabic letter mark, zero-width and bidirectional marks, line and paragraph separators, the byte order mark.
 */
const DANGEROUS = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Escapes what remains dangerous in a finished JSON line (`\u009b` for the one-character form of an ANSI introducer). */
export function escapeControls(json: string): string {
  return json.replace(DANGEROUS, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A shorter needle would cut up ordinary text. */
export const SHORTEST_NEEDLE = 4;

/**
 * The forms in which a secret shows up in text: as it is, JSON-escaped once and twice, URL-encoded in its usual variants,
 * hexadecimal, and base64 and base64url at each of the three alignments it can have inside a longer encoded text
 * (`Authorization: Basic` holds the password behind the user's name).
 */
export function derivedForms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const json = jsonInner(secret);
  const ascii = jsonInner(secret).replace(/[\u007f-\uffff]/g, unicodeEscape);
  const encoded = encodeURIComponent(secret);
  const strict = encoded.replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const hex = bytes.toString('hex');
  const forms = new Set([
    secret,
    json,
    ascii,
    jsonInner(json),
    encoded,
    strict,
    lowerEscapes(encoded),
    lowerEscapes(strict),
    strict.replaceAll('%20', '+'),
    hex,
    hex.toUpperCase(),
    ...base64Forms(bytes),
  ]);
  return [...forms].filter((form) => form.length >= SHORTEST_NEEDLE);
}

function jsonInner(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function lowerEscapes(text: string): string {
  return text.replace(/%[0-9A-F]{2}/g, (triple) => triple.toLowerCase());
}

/** The characters of base64 that only the secret decides, for 0, 1 and 2 bytes in front of it. */
function base64Forms(bytes: Buffer): string[] {
  const forms: string[] = [];
  for (const before of [0, 1, 2]) {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replaceAll('=', '');
    const total = before + bytes.length;
    const from = before === 0 ? 0 : before + 1;
    const to = Math.floor((total * 8) / 6);
    const core = text.slice(from, to);
    forms.push(core, core.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return forms;
}

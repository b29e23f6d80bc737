/** A token of a known maker: how it begins, how many characters follow at least, and what it is. */
interface Shape {
  readonly start: string;
  readonly most: number;
  readonly what: string;
}

const shape = (start: string, most: number, what: string): Shape => ({ start, most, what });

/** What secrets of well-known makers begin with, and how much must follow. */
const SHAPES: readonly Shape[] = [
  ...['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_'].map((start) =>
    shape(start, 16, 'a secret key of a payment provider'),
  ),
  ...['FLWSECK-', 'FLWSECK_TEST-'].map((start) => shape(start, 16, 'a secret key of a payment provider')),
  shape('whsec_', 24, 'a secret for signing webhooks'),
  ...['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'].map((start) => shape(start, 30, 'an access token of GitHub')),
  shape('github_pat_', 22, 'an access token of GitHub'),
  shape('glpat-', 20, 'an access token of GitLab'),
  ...['xoxb-', 'xoxp-', 'xoxa-', 'xoxr-', 'xoxs-'].map((start) => shape(start, 20, 'an access token of Slack')),
  ...['sk-ant-', 'sk-proj-', 'sk-svcacct-'].map((start) => shape(start, 20, 'an API key of a language model')),
  shape('AIza', 35, 'an API key of Google'),
  shape('ya29.', 20, 'an access token of Google'),
  shape('hf_', 30, 'an access token of Hugging Face'),
  shape('npm_', 36, 'an access token of npm'),
];

const PEM = '-----BEGIN ';
const PEM_END = 'PRIVATE KEY-----';
/** Fewer different characters than this are a placeholder: `sk_live_xxxxxxxx`. */
const FEW_DIFFERENT = 6;

/** What kind of secret a text surely holds, or null. Time grows with the text only. */
export function secretIn(text: string): string | null {
  // Nearly all texts hold no beginning at all, which is told quickly.
  if (!text.includes(PEM) && !text.includes('://') && !SHAPES.some(({ start }) => text.includes(start))) return null;
  for (let at = 0; at < text.length; at++) {
    if (text.startsWith(PEM, at) && text.slice(at, at + 64).includes(PEM_END)) return 'a private key';
    if (text.startsWith('://', at) && hasPassword(text, at + 3)) return 'an address with a password in it';
    if (at > 0 && isTokenChar(text, at - 1)) continue;
    const found = SHAPES.find(
      ({ start, most }) => text.startsWith(start, at) && runOf(text, at + start.length) >= most,
    );
    if (found !== undefined && differs(text.slice(at + found.start.length, at + found.start.length + found.most)))
      return found.what;
  }
  return null;
}

/** Whether an address names a user and a password before its host. */
function hasPassword(text: string, from: number): boolean {
  let colon = -1;
  for (let at = from; at < text.length; at++) {
    const char = text[at] as string;
    if (char === '@') return colon > from && at > colon + 1;
    if (char === ':' && colon < 0) colon = at;
    if ('/?# "\'{}\n'.includes(char)) return false;
  }
  return false;
}

/** Characters of tokens that follow one another from here. */
function runOf(text: string, from: number): number {
  let at = from;
  while (at < text.length && isTokenChar(text, at)) at++;
  return at - from;
}

function isTokenChar(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  const digit = code >= 48 && code <= 57;
  const letter = (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  return digit || letter || code === 45 || code === 46 || code === 95;
}

function differs(text: string): boolean {
  return new Set(text).size >= FEW_DIFFERENT;
}

/** Words that say of a field that it holds a secret, in one word: `api_key` and `apiKey` are `apikey`. */
const SECRET_WORDS = ['password', 'passwd', 'secret', 'apikey', 'accesskey', 'privatekey', 'accesstoken', 'authtoken'];
const EXACT_WORDS = ['token', 'bearer', 'authorization', 'pwd'];
const SCHEMES = ['bearer ', 'basic ', 'token '];
/** Shorter texts are rather a word than a secret. */
const SHORTEST = 12;
/** Bits of a character's surprise from which a text looks drawn by chance. */
const RANDOM = 3;

/** Whether a value that is written out under this name is probably a secret. */
export function looksSecret(name: string, value: string): boolean {
  const plain = name.toLowerCase().replaceAll('_', '').replaceAll('-', '');
  const named = EXACT_WORDS.includes(plain) || SECRET_WORDS.some((word) => plain.endsWith(word));
  if (!named) return false;
  const lower = value.toLowerCase();
  const scheme = SCHEMES.find((each) => lower.startsWith(each)) ?? '';
  const secret = value.slice(scheme.length).trim();
  if (secret.length < SHORTEST || secret.includes(' ')) return false;
  return (scheme !== '' || hasDigit(secret)) && surprise(secret) >= RANDOM;
}

function hasDigit(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57) return true;
  return false;
}

/** Shannon's entropy of a character, in bits. */
function surprise(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

const DIGITS = '0123456789abcdef';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Bits of a hexadecimal digit and of a letter. */
const [DIGIT, LETTER] = [4, 6];

/** A hash in hexadecimal as base64url: 43 letters for 64 digits. Here, because the sandbox has nothing that does it. */
export function toBase64url(hex: string): string {
  return recoded(hex, { from: DIGITS, bits: DIGIT }, { to: LETTERS, bits: LETTER, rest: true });
}

/** The hash again. */
export function fromBase64url(text: string): string {
  return recoded(text, { from: LETTERS, bits: LETTER }, { to: DIGITS, bits: DIGIT, rest: false });
}

/** `rest`: bits that do not fill a last sign are written all the same; on the way back they are the filling. */
function recoded(
  text: string,
  source: { readonly from: string; readonly bits: number },
  target: { readonly to: string; readonly bits: number; readonly rest: boolean },
): string {
  let [made, held, bits] = ['', 0, 0];
  for (const sign of text) {
    held = (held << source.bits) | source.from.indexOf(sign);
    bits += source.bits;
    while (bits >= target.bits) {
      bits -= target.bits;
      made += target.to[(held >> bits) & ((1 << target.bits) - 1)];
    }
    held &= (1 << bits) - 1;
  }
  return target.rest && bits > 0 ? made + target.to[(held << (target.bits - bits)) & ((1 << target.bits) - 1)] : made;
}

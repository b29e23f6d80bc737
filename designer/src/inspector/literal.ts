import type { Json } from '@omniroute/primitives';

/** Whether a value is worked out as a whole: a text that is exactly one `${ … }`. */
export function isExpression(value: Json | undefined): value is string {
  return typeof value === 'string' && value.startsWith('${') && value.endsWith('}') && value.indexOf('${', 1) < 0;
}

/** What stands between the braces. */
export function expressionOf(value: string): string {
  return value.slice(2, -1).trim();
}

/** An expression as a value. */
export function fromExpression(text: string): string {
  return `\${ ${text} }`;
}

/** A value that is written out, as the expression that gives it. */
export function toExpression(value: Json | undefined): string {
  return fromExpression(value === undefined ? '' : JSON.stringify(value));
}

/** The value that an expression says if it only writes one out; `undefined` if it works something out. */
export function toLiteral(value: string): Json | undefined {
  const text = expressionOf(value);
  try {
    return JSON.parse(text) as Json;
  } catch (reason) {
    if (reason instanceof SyntaxError) return undefined;
    throw reason;
  }
}

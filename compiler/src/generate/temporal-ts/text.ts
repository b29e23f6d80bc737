/** A text as a literal of the language written. */
export function quoted(text: string): string {
  const body = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${body}'`;
}

/** The fixed part of a template literal. */
export function templateText(text: string): string {
  return JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll('`', '\\`').replaceAll('${', '\\${');
}

/** A name after a point, or in brackets. */
export function member(name: string): string {
  return isName(name) ? `.${name}` : `[${quoted(name)}]`;
}

/** A name in an object. */
export function fieldName(name: string): string {
  return isName(name) ? name : quoted(name);
}

export function isName(text: string): boolean {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(text) && text !== '__proto__';
}

/** A whole number with its thousands apart. */
export function digits(value: number): string {
  return Number.isInteger(value) && Math.abs(value) >= 10_000
    ? String(value).replace(/\B(?=(\d{3})+$)/g, '_')
    : String(value);
}

/** Lines, each moved to the right. */
export function indented(text: string, by = '  '): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? line : `${by}${line}`))
    .join('\n');
}

const WIDTH = 100;

/** Parts between brackets: on one line where they fit, else one a line. */
export function between(open: string, parts: readonly string[], close: string, space = ''): string {
  if (parts.length === 0) return `${open}${close}`;
  const line = `${open}${space}${parts.join(', ')}${space}${close}`;
  if (line.length <= WIDTH && !line.includes('\n')) return line;
  return `${open}\n${parts.map((part) => `${indented(part)},\n`).join('')}${close}`;
}

/** A call: on one line where it fits, with an object as the last argument around its fields, else one argument a line. */
export function callText(name: string, args: readonly string[]): string {
  const line = `${name}(${args.join(', ')})`;
  const before = args.slice(0, -1);
  const isOpen = !before.some((arg) => arg.includes('\n')) && /^[{[`]/.test(args.at(-1) ?? '');
  const first = line.split('\n')[0] ?? '';
  if (line.length <= WIDTH || (isOpen && line.includes('\n') && first.length <= WIDTH)) return line;
  return between(`${name}(`, args, ')');
}

/** An object. */
export function objectText(fields: readonly (readonly [name: string, value: string])[]): string {
  const parts = fields.map(([name, value]) => (name === value && isName(name) ? name : `${fieldName(name)}: ${value}`));
  return between('{', parts, '}', ' ');
}

/** An object with names that are known here. */
export function recordText(fields: Readonly<Record<string, string>>): string {
  return objectText(Object.entries(fields));
}

/** A JSON value as it is written in a program. */
export function jsonText(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return digits(value);
  if (Array.isArray(value)) return between('[', value.map(jsonText), ']');
  if (typeof value !== 'object' || value === null) return String(value);
  return objectText(Object.entries(value).map(([name, part]) => [name, jsonText(part)] as const));
}

/** A text without breaks of lines. */
export function oneLine(text: string): string {
  return text.split('\n').join(' ').trim();
}

/** A comment that explains what follows. */
export function comment(text: string): string {
  return `/** ${text.replaceAll('*/', '* /').replaceAll('\n', ' ')} */`;
}

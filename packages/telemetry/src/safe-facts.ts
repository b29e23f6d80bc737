import { isFault } from '@omniroute/errors';

type Scalar = string | number | boolean | null;

/** The longest string a fact may hold, in UTF-16 units; a longer one is a payload, not a fact. */
const LONGEST = 512;
/** Lines of a stack that are kept: enough to find the place. */
const STACK_LINES = 12;

/**
 * Facts as they may be written: scalars as they are (strings cut at 512 units), errors by name, code, message and the
 * first lines of their stack, everything else by its kind and size only.
 */
export function safeFacts(facts: Readonly<Record<string, unknown>>): Record<string, Scalar | Record<string, Scalar>> {
  const safe: Record<string, Scalar | Record<string, Scalar>> = {};
  for (const [name, value] of Object.entries(facts)) {
    if (value === undefined) continue;
    safe[name] = value instanceof Error ? errorFacts(value) : safeValue(value);
  }
  return safe;
}

function safeValue(value: unknown): Scalar {
  switch (typeof value) {
    case 'string':
      return cut(value);
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'boolean':
      return value;
    case 'bigint':
      return String(value);
    case 'object':
      if (value === null) return null;
      if (Array.isArray(value)) return `[list of ${value.length}]`;
      if (value instanceof Uint8Array) return `[${value.byteLength} bytes]`;
      return `[object of ${Object.keys(value).length}]`;
    default:
      return `[${typeof value}]`;
  }
}

function errorFacts(error: Error): Record<string, Scalar> {
  const code = isFault(error) ? error.code : (error as { code?: unknown }).code;
  return {
    name: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    message: cut(error.message),
    stack: (error.stack ?? '')
      .split('\n')
      .filter((line) => line.startsWith('    at '))
      .slice(0, STACK_LINES)
      .join('\n'),
    ...(error.cause instanceof Error ? { cause: cut(`${error.cause.name}: ${error.cause.message}`) } : {}),
  };
}

function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}… (${text.length} characters)`;
}

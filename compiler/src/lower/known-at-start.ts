import { parseTemplate, type Ref } from '@omniroute/expressions';
import { isObject } from '@omniroute/primitives';

/** Facts that the acceptance of a start knows as the run does. */
const KNOWN: readonly string[] = ['input', 'tenant', 'service', 'trigger', 'run'];

/** Functions that answer otherwise at the start than in the run. */
const CHANGING: readonly string[] = ['now', 'uuid'];

/** Whether a text with expressions gives the same at the acceptance of the start as later in the run. */
export function isKnownAtStart(text: unknown, reads: readonly Ref[]): boolean {
  if (typeof text !== 'string' || reads.some(({ path }) => !KNOWN.includes(path[0] ?? ''))) return false;
  return !callsAny(parseTemplate(text), CHANGING);
}

/** Whether any part of a syntax tree calls one of these functions. */
function callsAny(part: unknown, names: readonly string[]): boolean {
  if (Array.isArray(part)) return part.some((each) => callsAny(each, names));
  if (!isObject(part)) return false;
  if (part.kind === 'call' && names.includes(String(part.name))) return true;
  return Object.values(part).some((each) => callsAny(each, names));
}

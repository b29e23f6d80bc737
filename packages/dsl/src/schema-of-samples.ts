import { isObject, type Json, parseInstant } from '@omniroute/primitives';
import type { JsonSchema } from './document/parts.ts';

/**
 * A schema that all samples fit: types as they were seen, fields required that every sample has, nothing closed. A few
 * samples prove nothing, so it is a proposal for a person and never what a value is judged by on its own.
 *
 * @example schemaOfSamples([{ id: 1 }, { id: 2, note: null }])
 */
export function schemaOfSamples(samples: readonly Json[]): JsonSchema {
  const types = [...new Set(samples.map(typeOf))].sort();
  // Whole numbers among others are numbers too.
  const named = types.includes('number') ? types.filter((type) => type !== 'integer') : types;
  const [only] = named;
  if (only === undefined) return {};
  return {
    type: named.length === 1 ? only : named,
    ...formatOf(samples),
    ...itemsOf(samples),
    ...propertiesOf(samples.filter(isObject)),
  };
}

type Keywords = Readonly<Record<string, unknown>>;

function typeOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

/** Points in time are told by their form; other texts are texts. */
function formatOf(samples: readonly Json[]): Keywords {
  const texts = samples.filter((sample) => typeof sample === 'string');
  return texts.length > 0 && texts.every((text) => parseInstant(text).ok) ? { format: 'date-time' } : {};
}

function itemsOf(samples: readonly Json[]): Keywords {
  const items = samples.filter(Array.isArray).flat() as Json[];
  return items.length === 0 ? {} : { items: schemaOfSamples(items) };
}

function propertiesOf(samples: readonly Readonly<Record<string, Json>>[]): Keywords {
  const names = [...new Set(samples.flatMap((sample) => Object.keys(sample)))].sort();
  if (names.length === 0) return {};
  const required = names.filter((name) => samples.every((sample) => Object.hasOwn(sample, name)));
  const properties = Object.fromEntries(
    names.map((name) => [
      name,
      schemaOfSamples(samples.flatMap((sample) => (Object.hasOwn(sample, name) ? [sample[name] as Json] : []))),
    ]),
  );
  return { ...(required.length === 0 ? {} : { required }), properties };
}

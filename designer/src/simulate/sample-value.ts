import { sampleOf, validate } from '@omniroute/plan';
import { isObject, type Json } from '@omniroute/primitives';

type Schema = Readonly<Record<string, Json>>;

/** Beyond this depth values are as small as they can be: a sample is to be read by people. */
const DEEPEST = 5;
/** Numbers that mean something by their name. */
const KNOWN_NUMBERS: Readonly<Record<string, number>> = { status: 200, quantity: 1, amount: 1000 };

/**
 * A value that looks like data: examples and defaults first, optional fields too, one item in a list, texts named after their
 * field. Where it does not fit the schema after all, as with a pattern, the smallest value that does.
 */
export function sampleValue(schema: unknown): Json {
  const made = sample(schema, '', 0);
  return validate(schema, made).ok ? made : sampleOf(schema);
}

function sample(schema: unknown, name: string, depth: number): Json {
  if (!isObject(schema) || depth > DEEPEST) return sampleOf(schema);
  const facts = schema as Schema;
  const [example] = Array.isArray(facts.examples) ? (facts.examples as readonly Json[]) : [];
  if (example !== undefined) return example;
  if (facts.default !== undefined) return facts.default;
  const branches = [facts.oneOf, facts.anyOf].flatMap((each) => (Array.isArray(each) ? (each as readonly Json[]) : []));
  const branch = branches.find((each) => !isObject(each) || (each as Schema).type !== 'null');
  if (branch !== undefined) return sample(branch, name, depth + 1);
  const types = Array.isArray(facts.type) ? (facts.type as readonly Json[]) : [facts.type];
  switch (types.find((type) => type !== 'null')) {
    case 'string':
      return textSample(facts, name);
    case 'integer':
    case 'number':
      return numberSample(facts, name);
    case 'array':
      return facts.maxItems === 0 ? [] : [sample(facts.items ?? {}, name, depth + 1)];
    case 'object':
      return objectSample(facts, depth);
    default:
      return sampleOf(schema);
  }
}

function textSample(facts: Schema, name: string): Json {
  if (facts.format !== undefined || facts.enum !== undefined || facts.const !== undefined) return sampleOf(facts);
  const text = name === '' ? 'text' : `${name}-1`;
  const [least, most] = [Number(facts.minLength ?? 0), Number(facts.maxLength ?? text.length)];
  return text.slice(0, most).padEnd(least, 'x');
}

function numberSample(facts: Schema, name: string): Json {
  if (facts.enum !== undefined || facts.const !== undefined) return sampleOf(facts);
  const wanted = Object.hasOwn(KNOWN_NUMBERS, name) ? (KNOWN_NUMBERS[name] ?? 1) : 1;
  return validate(facts, wanted).ok ? wanted : sampleOf(facts);
}

function objectSample(facts: Schema, depth: number): Json {
  if (!isObject(facts.properties)) return sampleOf(facts);
  return Object.fromEntries(
    Object.entries(facts.properties).map(([name, property]) => [name, sample(property, name, depth + 1)]),
  );
}

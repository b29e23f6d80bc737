import { ALL_LIBRARIES } from '@omniroute/expressions';
import { isObject, type Json } from '@omniroute/primitives';
import { Service } from '../src/document/service.ts';
import { normalise } from '../src/normalise/normalise.ts';
import { checkPatterns } from '../src/walker/check-patterns.ts';
import { checkSchema } from '../src/walker/check-schema.ts';
import { walk } from '../src/walker/walk.ts';

/** The smallest document of the language, with fields added or, given as `undefined`, left out. */
export function document(fields: { readonly [field: string]: Json | undefined } = {}): Json {
  const whole = { dsl_version: '1.0', id: 'my-service', name: 'My service', nodes: [], edges: [], ...fields };
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined)) as Json;
}

/** What is found in a document as written: codes and the places where they were written. */
export function findings(written: Json): string[] {
  const { document: normal, findings: hints, origin } = normalise(written);
  return [...hints, ...walk(Service, normal).findings].map(({ code, pointer }) => `${code} ${origin(pointer)}`);
}

/** What is found in a JSON Schema of a tenant. */
export function schemaFindings(schema: unknown): string[] {
  const { findings: found, patterns } = checkSchema(schema, '');
  const unreadable = checkPatterns(patterns, ALL_LIBRARIES.regex);
  return [...found, ...unreadable].map(({ code, pointer }) => `${code} ${pointer}`);
}

/** One part of a document in the language's own spelling. */
export function normal(written: Json, ...fields: readonly string[]): Json {
  const { document: whole } = normalise(written);
  if (!isObject(whole)) throw new Error('no document');
  return Object.fromEntries(fields.map((field) => [field, whole[field] ?? null]));
}

import { isObject } from '@omniroute/primitives';
import { type Schema, type Sort, sortOf } from './schemas.ts';

/** Something that an expression can read. */
export interface Readable {
  /** How it is read by somebody who is sure that it is there. */
  readonly sure: string;
  /** As a value that may be absent, `null` where it cannot be asked so. */
  readonly unsure: string | null;
  readonly sort: Sort;
  /** A field on the way is optional. */
  readonly optional: boolean;
  readonly nullable: boolean;
}

/** A value with a schema, from which parts can be read. */
export interface Source {
  readonly sure: string;
  readonly unsure: string | null;
  readonly schema: Schema;
}

const DEEPEST = 3;

/** All that can be read of a source. */
export function readablesOf(source: Source): readonly Readable[] {
  return [...parts(source, false, DEEPEST)];
}

function* parts({ sure, unsure, schema }: Source, optional: boolean, left: number): Generator<Readable> {
  const types = Array.isArray(schema.type) ? schema.type : [];
  const nullable = types.includes('null');
  const plain = nullable && types.length === 2 ? { ...schema, type: types.find((type) => type !== 'null') } : schema;
  const sort = sortOf(plain);
  const asked = unsure?.includes('?') === true ? unsure : null;
  if (sort !== null) yield { sure, unsure: asked, sort, optional, nullable };
  if (left === 0 || nullable) return;
  const required = Array.isArray(schema.required) ? schema.required : [];
  for (const [name, property] of Object.entries(isObject(schema.properties) ? schema.properties : {})) {
    if (!isObject(property)) continue;
    const part = { sure: `${sure}.${name}`, unsure: unsure === null ? null : `${unsure}.?${name}`, schema: property };
    yield* parts(part, optional || !required.includes(name), left - 1);
  }
  const inside = (key: string, of: unknown) =>
    isObject(of)
      ? parts(
          { sure: `${sure}[${key}]`, unsure: unsure === null ? null : `${unsure}[?${key}]`, schema: of },
          optional,
          left - 1,
        )
      : [];
  yield* inside('0', schema.items);
  yield* inside('"x"', schema.additionalProperties);
}

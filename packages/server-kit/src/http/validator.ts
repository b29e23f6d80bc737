import { createRequire } from 'node:module';
import type { Ajv2020 as Ajv2020Class, Options } from 'ajv/dist/2020.js';
import type { FastifySchemaCompiler } from 'fastify';

// Both packages are CommonJS with a default export, which Node and bundlers unwrap differently.
const require = createRequire(import.meta.url);
const { Ajv2020 } = require('ajv/dist/2020.js') as { Ajv2020: typeof Ajv2020Class };
const addFormats = require('ajv-formats') as (ajv: Ajv2020Class) => void;

/** Hints of our own schemas that say nothing about validity. */
const ANNOTATIONS = ['x-ui', 'x-literal', 'x-personal', 'x-secret', 'example'];

/**
 * The validator compiler of our servers: JSON Schema 2020-12 with formats asserted. A body is taken as it is; query, path
 * and header values, which are always text, are turned into the type their schema names.
 */
export function createValidatorCompiler(): FastifySchemaCompiler<unknown> {
  const common: Options = {
    allErrors: true,
    useDefaults: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
  };
  const body = prepare(common);
  const text = prepare({ ...common, coerceTypes: 'array' });
  return ({ schema, httpPart }) => (httpPart === 'body' ? body : text).compile(schema as object);
}

function prepare(options: Options): Ajv2020Class {
  const ajv = new Ajv2020(options);
  addFormats(ajv);
  ajv.addVocabulary(ANNOTATIONS);
  return ajv;
}

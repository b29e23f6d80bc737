import { Edge, Node, Service, schemaOfSchemas, Trigger, takesTemplate, triggers } from '@omniroute/dsl';
import { isObject, type Json } from '@omniroute/primitives';
import type { KindRegistry } from '../resolve/resolved.ts';

type Schema = { readonly [keyword: string]: unknown };

/** A text with an expression in it; what it gives is judged by the compiler. */
const TEMPLATE = { $ref: '#/$defs/template' };

/**
 * The JSON Schema (2020-12) of service documents for editors: what the walker accepts, with the settings of each kind of
 * step and trigger by its `type`. Names, references and types of expressions are the compiler's to judge.
 */
export function serviceJsonSchema(kinds: KindRegistry): Json {
  const stepTypes = Object.values(kinds).map(({ type, title, help, config }) => ({ type, title, help, config }));
  const document = plain(Service) as Record<string, Json>;
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:omniroute:service:1.0',
    title: 'OmniRoute service',
    ...document,
    properties: {
      ...(document.properties as Record<string, Json>),
      nodes: { type: 'array', items: { $ref: '#/$defs/node' } },
      edges: { type: 'array', items: { $ref: '#/$defs/edge' } },
      triggers: { type: 'array', items: { $ref: '#/$defs/trigger' } },
    },
    $defs: {
      template: { type: 'string', pattern: '\\$\\{' },
      schema: schemaOfSchemas() as Json,
      node: byType(Node, stepTypes),
      edge: plain(Edge),
      trigger: byType(Trigger, Object.values(triggers)),
    },
  };
}

interface Typed {
  readonly type: string;
  readonly title: string;
  readonly help: string;
  readonly config: object;
}

/** A part whose `config` depends on its `type`. */
function byType(part: object, types: readonly Typed[]): Json {
  const shape = plain(part) as Record<string, Json>;
  const forms = types.map(({ type, title, help, config }): Json => {
    const settings = plain(config) as Record<string, Json>;
    const needed = Array.isArray(settings.required) && settings.required.length > 0;
    return {
      if: { properties: { type: { const: type } }, required: ['type'] },
      then: {
        title,
        description: help,
        properties: { config: settings },
        ...(needed ? { required: ['config'] } : {}),
      },
    };
  });
  const properties = shape.properties as Record<string, Json>;
  return {
    ...shape,
    properties: { ...properties, type: { enum: types.map(({ type }) => type) } },
    allOf: forms,
  };
}

/** A schema of the walker as plain JSON Schema: hints left out, templates allowed where they are. */
function plain(schema: object): Json {
  const given = schema as Schema;
  if (given['x-schema'] === true) return { $ref: '#/$defs/schema' };
  const shape = Object.fromEntries(
    Object.entries(given)
      .filter(([keyword]) => !keyword.startsWith('x-'))
      .map(([keyword, value]) => [keyword, plainKeyword(keyword, value)]),
  );
  // A template is text, so a text without further demands takes it as it is.
  const demands = ['pattern', 'format', 'maxLength', 'enum', 'const'];
  const isText = given.type === 'string' && demands.every((keyword) => given[keyword] === undefined);
  const anything = Object.keys(shape).every((keyword) => keyword === 'title' || keyword === 'description');
  return anything || isText || !takesTemplate(given) ? shape : { anyOf: [shape, TEMPLATE] };
}

function plainKeyword(keyword: string, value: unknown): Json {
  switch (keyword) {
    case 'properties':
    case 'patternProperties':
      return Object.fromEntries(Object.entries(value as object).map(([name, each]) => [name, plain(each)]));
    case 'anyOf':
      return (value as readonly object[]).map((form) => alternative(form));
    case 'items':
    case 'additionalProperties':
      return isObject(value) ? plain(value) : (value as Json);
    default:
      return value as Json;
  }
}

/** A form of several: the choice as a whole is given by a template, so its forms need not be. */
function alternative(form: object): Json {
  return plain({ ...form, 'x-literal': true });
}

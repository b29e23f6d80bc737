import { type Generated, NOTICE, table } from './page.ts';
import { fieldRows, type Schema, schemaText } from './schema-text.ts';

/** The part of an OpenAPI 3.1 document that the page shows. */
export interface ApiDocument {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>;
}

interface ApiOperation {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema?: Schema;
  }[];
  readonly requestBody?: { readonly content?: Content };
  readonly responses?: Readonly<Record<string, { readonly description?: string; readonly content?: Content }>>;
}

type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

/** Every path of the API, from the routes' own schemas. */
export function httpPage(load: () => Promise<ApiDocument>): Generated {
  return { path: 'docs/reference/http.md', write: async () => httpText(await load()) };
}

/** The page of a document: one section for each tag, one heading for each method and path. */
export function httpText(document: ApiDocument): string {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  const tags = [...new Set(operations.map(({ operation }) => operation.tags?.[0] ?? 'other'))];
  return [
    '# HTTP\n',
    'JSON in snake_case. Errors are problem details (RFC 9457) with a `code`. A running server answers the same as OpenAPI 3.1 at `/api/v1/openapi.json`.\n',
    `${NOTICE}\n`,
    ...tags.flatMap((tag) => [
      `## ${tag}\n`,
      ...operations
        .filter(({ operation }) => (operation.tags?.[0] ?? 'other') === tag)
        .map(({ method, path, operation }) => section(method, path, operation)),
    ]),
  ].join('\n');
}

function section(method: string, path: string, operation: ApiOperation): string {
  const parameters = (operation.parameters ?? []).map((parameter) => [
    `\`${parameter.name}\``,
    parameter.in,
    parameter.schema === undefined ? '' : schemaText(parameter.schema),
    parameter.required === true ? 'yes' : '',
  ]);
  const body = schemaOf(operation.requestBody?.content);
  const responses = Object.entries(operation.responses ?? {}).map(([status, response]) => {
    const schema = schemaOf(response.content);
    return [status, schema === undefined ? '' : schemaText(schema)];
  });
  return [
    `### ${method} ${path}\n`,
    ...(operation.summary === undefined ? [] : [`${operation.summary}.\n`]),
    ...(parameters.length === 0 ? [] : [`${table(['parameter', 'in', 'is', 'needed'], parameters)}\n`]),
    ...(body === undefined ? [] : [bodyText(body)]),
    ...(responses.length === 0 ? [] : [`${table(['answer', 'body'], responses)}\n`]),
  ].join('\n');
}

function bodyText(schema: Schema): string {
  const rows = fieldRows(schema);
  return rows.length === 0 ? `Body: ${schemaText(schema)}.\n` : `${table(['body field', 'is', 'needed'], rows)}\n`;
}

function schemaOf(content: Content | undefined): Schema | undefined {
  return Object.values(content ?? {})[0]?.schema;
}

import { definitions } from '@omniroute/kinds/definitions';
import { type ApiDeps, createApiServer } from '@omniroute/runtime/api';
import { localOwner, tenantId } from '@omniroute/server-kit';
import { createLogger } from '@omniroute/telemetry';
import { type Generated, NOTICE, table } from './page.ts';

interface Operation {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly responses?: Readonly<Record<string, unknown>>;
}

/** Every path of the API, from the schemas of its routes. */
export const httpPage: Generated = {
  path: 'docs/reference/http.md',
  async write() {
    const rows = (await operations()).map(({ method, path, operation }) => [
      `\`${method} ${path}\``,
      operation.summary ?? '',
      Object.keys(operation.responses ?? {}).join(', '),
    ]);
    return [
      '# HTTP\n',
      'JSON in snake_case. Errors are problem details (RFC 9457) with a stable `code`. Lists are pages: `{ items, next }`, and `?cursor=` takes `next`. The full document with every field is served at `/api/v1/openapi.json` (OpenAPI 3.1). `/healthz` and `/readyz` say whether the server lives and whether it can work.\n',
      `${NOTICE}\n`,
      table(['path', 'does', 'answers'], rows),
      '',
    ].join('\n');
  },
};

/** The document is made of the routes alone; nothing behind them is called. */
async function operations(): Promise<{ method: string; path: string; operation: Operation }[]> {
  const deps = { kinds: definitions, log: createLogger({ name: 'generate', level: 'silent' }) } as unknown as ApiDeps;
  const server = await createApiServer(deps, {
    provider: localOwner({ tenant: tenantId('local') }),
    templates: [],
    assets: null,
    ready: {},
  });
  await server.ready();
  const { paths = {} } = server.swagger() as { paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>> };
  await server.close();
  return Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
    )
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.method < b.method ? -1 : 1));
}

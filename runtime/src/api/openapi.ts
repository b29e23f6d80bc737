import type { ApiDeps } from './deps.ts';
import { createApiServer } from './server.ts';

/** The API's OpenAPI 3.1 document, made without storage, Temporal or a port: routes are declared and none is called. */
export async function apiDocument(): Promise<Readonly<Record<string, unknown>>> {
  const server = await createApiServer(absent<ApiDeps>('deps'), {
    provider: absent('provider'),
    templates: [],
    assets: null,
    ready: {},
  });
  try {
    await server.ready();
    return server.swagger() as unknown as Readonly<Record<string, unknown>>;
  } finally {
    await server.close();
  }
}

/** A part that declaring routes only passes on: whoever uses it hears which. */
function absent<T>(path: string): T {
  const part = () => undefined;
  return new Proxy(part, {
    get: (_, name) => absent(`${path}.${String(name)}`),
    apply: () => {
      throw new Error(`${path} was called while the document was made.`);
    },
  }) as T;
}

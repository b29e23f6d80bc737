import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isFault } from '@omniroute/errors';
import { constantTimeEqual, isTenantId } from '@omniroute/server-kit';
import type { Logger } from '@omniroute/telemetry';
import type { RemoteCodec } from '../../codec/index.ts';
import { readPayloads } from './read-payloads.ts';

/** Who may use the endpoint. */
export interface CodecServerOptions {
  readonly codec: RemoteCodec;
  /** Origin of the Temporal server's page, as `http://127.0.0.1:8233`; no other page may ask. */
  readonly origin: string;
  /** What callers must send as `Authorization: Bearer …`: whoever has it reads the data of all tenants. */
  readonly token: string;
  readonly port: number;
  readonly log: Logger;
}

export interface CodecServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Says for which tenant payloads are encrypted. */
const TENANT_HEADER = 'x-omniroute-tenant';

/**
 * `/codec/decode` and `/codec/encode` of Temporal's remote codec protocol. On a port of its own: the product's API answers no
 * page of another origin, and this is only there where an operator asked for it.
 */
export async function startCodecServer(options: CodecServerOptions): Promise<CodecServer> {
  const server = createServer((request, response) => {
    answer(request, options).then(
      ({ status, body }) => send(response, options.origin, status, body),
      (error: unknown) => {
        const known = isFault(error);
        if (!known) options.log.error('the codec endpoint failed', { error });
        const body = known ? { code: error.code, message: error.message } : { code: 'internal', message: 'It failed.' };
        send(response, options.origin, known ? error.status : 500, body);
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/codec`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

interface Answer {
  readonly status: number;
  readonly body: object | null;
}

async function answer(request: IncomingMessage, { codec, origin, token }: CodecServerOptions): Promise<Answer> {
  const from = request.headers.origin;
  if (from !== undefined && from !== origin) return refused(403, 'origin.refused', 'This page may not ask.');
  const path = (request.url ?? '').split('?')[0];
  if (path !== '/codec/decode' && path !== '/codec/encode') return refused(404, 'not_found', 'There is nothing here.');
  if (request.method === 'OPTIONS') return { status: 204, body: null };
  if (request.method !== 'POST') return refused(405, 'method', 'Payloads are sent by POST.');
  if (!constantTimeEqual(request.headers.authorization ?? '', `Bearer ${token}`))
    return refused(401, 'unauthenticated', 'The token of the codec endpoint is missing or wrong.');
  const payloads = await readPayloads(request);
  if (payloads === null) return refused(400, 'request.malformed', 'The body is not a list of payloads.');
  if (path === '/codec/decode') return { status: 200, body: { payloads: await codec.decode(payloads) } };
  const tenant = request.headers[TENANT_HEADER];
  if (typeof tenant !== 'string' || !isTenantId(tenant))
    return refused(400, 'tenant.invalid', `The header ${TENANT_HEADER} must say for which tenant.`);
  return { status: 200, body: { payloads: await codec.encode(tenant, payloads) } };
}

function refused(status: number, code: string, message: string): Answer {
  return { status, body: { code, message } };
}

function send(response: ServerResponse, origin: string, status: number, body: object | null): void {
  response.writeHead(status, {
    'access-control-allow-origin': origin,
    'access-control-allow-headers': `content-type, x-namespace, authorization, ${TENANT_HEADER}`,
    'access-control-allow-methods': 'POST, OPTIONS',
    'access-control-allow-credentials': 'true',
    vary: 'origin',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(body === null ? {} : { 'content-type': 'application/json' }),
  });
  response.end(body === null ? undefined : JSON.stringify(body));
}

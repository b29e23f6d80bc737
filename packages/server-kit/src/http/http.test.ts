import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import type { LogFacts, Logger } from '@omniroute/telemetry';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseErrors } from '../database/errors.ts';
import { tenantId } from '../ids/tenant-id.ts';
import { createHttpServer } from './create-http-server.ts';
import { createCursor } from './cursor.ts';
import { etagOf, ifMatchVersion, isNotModified, requireIfMatch } from './etag.ts';
import { localOwner } from './request-context.ts';

let server: FastifyInstance;
let logged: { message: string; facts: LogFacts }[];

beforeEach(async () => {
  logged = [];
  const note = (message: string, facts: LogFacts = {}): void => void logged.push({ message, facts });
  const log: Logger = { debug: note, info: note, warn: note, error: note, child: () => log };
  server = await createHttpServer({
    log,
    provider: localOwner({ tenant: tenantId('acme') }),
    hosts: ['omniroute.example.com'],
    bodyLimit: 1000,
  });
  const things = createCursor('things', (value): value is number => typeof value === 'number');
  server.get('/who', async (request) => request.caller);
  server.get('/open', { config: { access: 'open' } }, async () => 'fine');
  server.get('/open/who', { config: { access: 'open' } }, async (request) => request.caller);
  server.post('/echo', async (request) => ({ body: request.body, raw: request.rawBody?.toString() }));
  server.get('/nonce', async (_request, reply) => reply.cspNonce);
  server.get('/crash', async () => {
    throw new Error('password=hunter2 at /srv/app.ts');
  });
  server.get('/busy', async () => {
    throw databaseErrors.fault('database.busy', { retry_after_ms: 1500, sql: 'select secret' });
  });
  server.get('/conflict', async () => {
    throw databaseErrors.fault('storage.conflict', { version: 3 });
  });
  server.get('/things', async (request) => things.decode((request.query as { cursor: string }).cursor));
  server.put('/things/:id', async (request) => {
    requireIfMatch(request, etagOf(3));
    return ifMatchVersion(request);
  });
  server.get('/things/:id', async (request) => isNotModified(request, etagOf(3)));
  const schema = {
    type: 'object',
    required: ['name'],
    additionalProperties: false,
    properties: { name: { type: 'string', minLength: 3 }, at: { type: 'string', format: 'date-time' }, 'a/b': {} },
  };
  server.post('/checked', { schema: { body: schema } }, async (request) => request.body);
  const query = { type: 'object', properties: { limit: { type: 'integer', maximum: 10, default: 5 } } };
  server.get('/paged', { schema: { querystring: query } }, async (request) => request.query);
});
afterEach(() => server.close());

const json = { 'content-type': 'application/json' };

describe('who asks', () => {
  it('is the local owner, in one tenant with all roles', async () => {
    const answer = await server.inject('/who');
    expect(answer.json()).toEqual({
      tenant: 'acme',
      subject: 'local-owner',
      roles: ['owner', 'admin', 'builder', 'operator', 'auditor', 'approver', 'service'],
    });
  });

  it('is refused from anywhere but loopback', async () => {
    const answer = await server.inject({ url: '/open', remoteAddress: '192.168.1.5' });
    expect([answer.statusCode, answer.json().code]).toEqual([401, 'unauthenticated']);
  });

  it('is unknown on an open route, where reading it is refused', async () => {
    expect([(await server.inject('/open')).body, (await server.inject('/open/who')).statusCode]).toEqual(['fine', 401]);
  });
});

describe('A52: hosts and origins', () => {
  it.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.nip.example',
    'localhost:81',
    'evil-omniroute.example.com',
    'omniroute.example.com.evil.example',
  ])('host "%s" is refused', async (host) => {
    const answer = await server.inject({ url: '/who', headers: { host } });
    expect([answer.statusCode, answer.json().code]).toEqual([421, 'host.refused']);
  });

  it.each(['localhost', 'localhost:80', '127.0.0.1', '[::1]', 'OMNIROUTE.example.com'])(
    'host "%s" is ours',
    async (host) => {
      expect((await server.inject({ url: '/who', headers: { host } })).statusCode).toBe(200);
    },
  );

  const foreign = [
    'null',
    'http://evil.example',
    'https://localhost',
    'http://localhost:3000',
    'http://localhost.evil.example',
    'http://evil.example/localhost',
    'https://omniroute.example.com.evil.example',
    'https://evil-omniroute.example.com',
    'http://omniroute.example.com',
    'https://omniroute.example.com:8443',
    'https://xn--mniroute-example.com',
    'file://',
  ];

  it.each(foreign)('origin %s is refused, reads and open routes included', async (origin) => {
    const statuses = [];
    for (const [method, url] of [
      ['GET', '/who'],
      ['POST', '/echo'],
      ['GET', '/open'],
    ] as const) {
      statuses.push((await server.inject({ method, url, headers: { origin } })).statusCode);
    }
    expect(statuses).toEqual([403, 403, 403]);
  });

  it.each(['http://localhost', 'http://127.0.0.1:80', 'https://omniroute.example.com'])(
    'origin %s may write',
    async (origin) => {
      const answer = await server.inject({ method: 'POST', url: '/echo', headers: { ...json, origin }, payload: '{}' });
      expect(answer.statusCode).toBe(200);
    },
  );

  it('a write that the browser marks as cross-site is refused, a link to a page is not', async () => {
    const headers = { ...json, 'sec-fetch-site': 'cross-site' };
    const write = await server.inject({ method: 'POST', url: '/echo', headers, payload: '{}' });
    const link = await server.inject({ url: '/who', headers: { 'sec-fetch-site': 'cross-site' } });
    expect([write.statusCode, link.statusCode]).toEqual([403, 200]);
  });

  it('on a real port knows its own port, and refuses two host headers', async () => {
    await server.listen({ host: '127.0.0.1', port: 0 });
    const { port } = server.server.address() as AddressInfo;
    const own = await raw(port, `GET /who HTTP/1.1\r\nhost: localhost:${port}\r\nconnection: close\r\n\r\n`);
    const other = await raw(port, `GET /who HTTP/1.1\r\nhost: localhost:${port + 1}\r\nconnection: close\r\n\r\n`);
    const none = await raw(port, 'GET /who HTTP/1.1\r\nhost:\r\nconnection: close\r\n\r\n');
    const two = await raw(
      port,
      `GET /who HTTP/1.1\r\nhost: localhost:${port}\r\nhost: evil\r\nconnection: close\r\n\r\n`,
    );
    expect([own, other, none, two].map((answer) => answer.slice(9, 12))).toEqual(['200', '421', '421', '400']);
  });
});

describe('A64: what JSON may hold', () => {
  it.each([
    ['{"a":[{"__proto__":{"polluted":1}}]}', '/a/0/__proto__'],
    ['{"constructor":{"prototype":{"polluted":1}}}', '/constructor'],
    ['{"x":{"prototype":1}}', '/x/prototype'],
    ['{"\\u005f_proto__":1}', '/__proto__'],
  ])('%s is refused at %s', async (payload, pointer) => {
    const answer = await server.inject({ method: 'POST', url: '/echo', headers: json, payload });
    expect(answer.json()).toEqual({
      type: 'urn:omniroute:problem:json.forbidden_key',
      title: 'Bad Request',
      status: 400,
      detail: `The body holds a key that is not allowed at ${pointer}.`,
      code: 'json.forbidden_key',
      pointer,
      errors: [{ pointer, message: `The key "${pointer.split('/').at(-1)}" is not allowed.` }],
    });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('a query string cannot reach a prototype', async () => {
    await server.inject('/paged?__proto__[polluted]=1&constructor.prototype.polluted=1');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each([
    ['{"a":', 'json.invalid'],
    ['', 'json.invalid'],
    [Buffer.from([0x22, 0xff, 0x22]), 'json.invalid'],
    [`${'['.repeat(201)}${']'.repeat(201)}`, 'json.too_deep'],
  ])('%s is refused', async (payload, code) => {
    const answer = await server.inject({ method: 'POST', url: '/echo', headers: json, payload });
    expect([answer.statusCode, answer.json().code]).toEqual([400, code]);
  });

  it('keeps the bytes as they came beside the value', async () => {
    const payload = '{ "b": 1.0, "a": "é" }';
    const answer = await server.inject({
      method: 'POST',
      url: '/echo',
      headers: { 'content-type': 'application/cloudevents+json; charset=utf-8' },
      payload,
    });
    expect(answer.json()).toEqual({ body: { b: 1, a: 'é' }, raw: payload });
  });
});

describe('errors', () => {
  it.each([
    ['GET', '/nothing', 404, 'route.not_found'],
    ['DELETE', '/things/7', 405, 'route.method'],
    ['GET', '/conflict', 412, 'storage.conflict'],
    ['GET', '/%', 400, 'request.malformed'],
  ] as const)('%s %s is %i %s', async (method, url, status, code) => {
    const answer = await server.inject({ method, url });
    expect([answer.statusCode, answer.json().code, answer.headers['content-type']]).toEqual([
      status,
      code,
      'application/problem+json',
    ]);
  });

  it('what is not HTTP at all gets a problem too', async () => {
    await server.listen({ host: '127.0.0.1', port: 0 });
    const { port } = server.server.address() as AddressInfo;
    const garbage = await raw(port, 'HELLO\r\n\r\n');
    const headers = await raw(port, `GET / HTTP/1.1\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`);
    expect(
      [garbage, headers].map((answer) => [answer.slice(9, 12), JSON.parse(answer.split('\r\n\r\n')[1] as string).code]),
    ).toEqual([
      ['400', 'request.malformed'],
      ['431', 'request.headers_too_large'],
    ]);
  });

  it('405 names the methods that the address takes', async () => {
    expect((await server.inject({ method: 'PATCH', url: '/things/7?x=1' })).headers.allow).toBe('GET, HEAD, PUT');
  });

  it('415 for any other kind of body, 413 for one over the limit', async () => {
    const send = async (type: string, payload: string) =>
      (await server.inject({ method: 'POST', url: '/echo', headers: { 'content-type': type }, payload })).statusCode;
    expect([
      await send('text/plain', 'a'),
      await send('application/x-www-form-urlencoded', 'a=b'),
      await send('application/jsonp', '{}'),
      await send('application/json', `"${'x'.repeat(1000)}"`),
    ]).toEqual([415, 415, 415, 413]);
  });

  it('a body that does not fit is 422 with every field that is wrong', async () => {
    const answer = await server.inject({
      method: 'POST',
      url: '/checked',
      headers: json,
      payload: '{"at":"noon","a~b":1}',
    });
    expect(answer.json()).toEqual({
      type: 'urn:omniroute:problem:request.invalid',
      title: 'Unprocessable Entity',
      status: 422,
      detail: 'The body does not fit its schema.',
      code: 'request.invalid',
      part: 'body',
      errors: [
        { pointer: '/name', message: "must have required property 'name'" },
        { pointer: '/a~0b', message: 'must NOT have additional properties' },
        { pointer: '/at', message: 'must match format "date-time"' },
      ],
    });
  });

  it('a body is never coerced, a query is', async () => {
    const body = await server.inject({ method: 'POST', url: '/checked', headers: json, payload: '{"name":12345}' });
    const query = await server.inject('/paged?limit=7');
    const wrong = await server.inject('/paged?limit=70');
    expect([
      body.statusCode,
      query.json(),
      wrong.statusCode,
      wrong.json().detail,
      (await server.inject('/paged')).json(),
    ]).toEqual([
      422,
      { limit: 7 },
      400,
      'The query of this request cannot be right: limit must be <= 10.',
      { limit: 5 },
    ]);
  });

  it('an unexpected error is 500 without a word of it, and is logged', async () => {
    const answer = await server.inject('/crash');
    expect(answer.body).not.toContain('hunter2');
    expect([answer.statusCode, answer.json().code]).toEqual([500, 'internal']);
    expect(logged.find(({ message }) => message === 'request failed')?.facts.error).toBeInstanceOf(Error);
  });

  it('a fault of ours above 499 keeps its facts to itself and says when to come back', async () => {
    const answer = await server.inject('/busy');
    expect([answer.statusCode, answer.headers['retry-after'], answer.body.includes('select')]).toEqual([
      503,
      '2',
      false,
    ]);
  });
});

describe('A80: headers', () => {
  it('stand on pages, errors and refusals alike', async () => {
    const answers = [
      await server.inject('/who'),
      await server.inject('/nothing'),
      await server.inject('/crash'),
      await server.inject('/%'),
      await server.inject({ url: '/who', headers: { host: 'evil' } }),
    ];
    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
      });
      expect(headers['content-security-policy']).toMatch(
        /^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[A-Za-z0-9+/]{22}=='; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; trusted-types omniroute; require-trusted-types-for 'script'$/,
      );
      expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('hold a new nonce each time, the one the page gets', async () => {
    const first = await server.inject('/nonce');
    const second = await server.inject('/nonce');
    expect(first.headers['content-security-policy']).toContain(`'nonce-${first.body}'`);
    expect(second.body).not.toBe(first.body);
  });
});

describe('versions and pages', () => {
  it.each([
    [undefined, 428],
    ['"2"', 412],
    ['W/"3"', 412],
    ['"2", "3"', 412],
    ['"3"', 200],
  ])('If-Match %s is %i', async (tag, status) => {
    const answer = await server.inject({
      method: 'PUT',
      url: '/things/7',
      headers: tag === undefined ? {} : { 'if-match': tag },
    });
    expect(answer.statusCode).toBe(status);
  });

  it('If-None-Match tells that nothing changed', async () => {
    const ask = async (tag: string) =>
      (await server.inject({ url: '/things/7', headers: { 'if-none-match': tag } })).json();
    expect([await ask('W/"3"'), await ask('"1", "3"'), await ask('"2"')]).toEqual([true, true, false]);
  });

  it('a cursor comes back as given, and any other text is refused', async () => {
    const ask = async (cursor: string) => (await server.inject({ url: '/things', query: { cursor } })).statusCode;
    const things = createCursor('things', (value): value is number => typeof value === 'number');
    const others = createCursor('others', (value): value is number => typeof value === 'number');
    const text = (value: string) => Buffer.from(value).toString('base64url');
    const statuses = [];
    for (const cursor of [
      things.encode(7),
      others.encode(7),
      text('["things","7"]'),
      text('["things"'),
      text('{"__proto__":1}'),
      'a b',
      'x'.repeat(2000),
    ]) {
      statuses.push(await ask(cursor));
    }
    expect(statuses).toEqual([200, 400, 400, 400, 400, 400, 400]);
  });
});

function raw(port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    socket.setEncoding('utf8').on('data', (data) => {
      answer += data;
    });
    socket.on('close', () => resolve(answer)).on('error', reject);
  });
}

import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryStores } from '../../test/memory-stores.ts';
import { type CodecServer, startCodecServer } from '../api/codec/codec-server.ts';
import { payloadConverter } from '../workflows/payload-converter.ts';
import { planReference } from '../workflows/plan-reference.ts';
import { createRemoteCodec, type RemotePayload } from './codec-endpoint.ts';
import { createTenantCodec } from './tenant-codec.ts';

const ORIGIN = 'http://127.0.0.1:8233';
const stores = memoryStores();
const codec = createTenantCodec(stores);
const log = { debug() {}, info() {}, warn() {}, error() {}, child: () => log };
let server: CodecServer;
beforeAll(async () => {
  server = await startCodecServer({
    codec: createRemoteCodec(codec, stores),
    origin: ORIGIN,
    token: 'let me in',
    port: 0,
    log,
  });
});
afterAll(() => server.close());

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const remote = (payload: Payload): RemotePayload => ({
  metadata: Object.fromEntries(
    Object.entries(payload.metadata ?? {}).map(([name, value]) => [name, base64(value as Uint8Array)]),
  ),
  data: base64(payload.data as Uint8Array),
});
const plain = (payload: RemotePayload | undefined) => JSON.parse(Buffer.from(payload?.data ?? '', 'base64').toString());

async function call(verb: string, body: unknown, headers: Record<string, string> = {}, method = 'POST') {
  const answer = await fetch(`${server.url}/${verb}`, {
    method,
    headers: { authorization: 'Bearer let me in', 'content-type': 'application/json', ...headers },
    ...(method === 'POST' ? { body: typeof body === 'string' ? body : JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text === '' ? null : JSON.parse(text) };
}

describe('the codec endpoint', () => {
  it('opens payloads of any tenant by the key they name, earlier keys included', async () => {
    const value = (tenant: string) => codec.encodeFor(tenant, defaultPayloadConverter.toPayload({ of: tenant }));
    const payloads = [await value('acme'), await value('other')];
    stores.rotate('acme');
    payloads.push(await value('acme'));
    const { status, body } = await call('decode', { payloads: payloads.map(remote) });
    expect([status, body.payloads.map(plain)]).toEqual([200, [{ of: 'acme' }, { of: 'other' }, { of: 'acme' }]]);
  });

  it('shows a plan as its hash, and leaves what is not encrypted as it is', async () => {
    const plan = payloadConverter.toPayload(planReference('f00')) as Payload;
    const open = defaultPayloadConverter.toPayload('open');
    const { body } = await call('decode', { payloads: [remote(plan), remote(open)] });
    expect([plain(body.payloads[0]), body.payloads[1]]).toEqual([{ plan: 'f00' }, remote(open)]);
  });

  it('encrypts for the tenant that the caller names, and for no other', async () => {
    const payloads = [remote(defaultPayloadConverter.toPayload('secret'))];
    expect((await call('encode', { payloads })).body.code).toBe('tenant.invalid');
    const { body } = await call('encode', { payloads }, { 'x-omniroute-tenant': 'acme' });
    expect(Buffer.from(body.payloads[0].data, 'base64').includes('secret')).toBe(false);
    expect(plain((await call('decode', body)).body.payloads[0])).toBe('secret');
  });

  it('tells the named page what it may send, and no other page anything', async () => {
    const asked = await call('decode', null, { origin: ORIGIN }, 'OPTIONS');
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([204, ORIGIN]);
    expect(asked.headers.get('access-control-allow-headers')).toContain('authorization');
    expect((await call('decode', { payloads: [] }, { origin: ORIGIN })).status).toBe(200);
    const evil = await call('decode', { payloads: [] }, { origin: 'http://evil.example' });
    expect([evil.status, evil.headers.get('access-control-allow-origin')]).toEqual([403, ORIGIN]);
  });

  it.each<[string, string, unknown, Record<string, string>, number]>([
    ['without the token', 'decode', { payloads: [] }, { authorization: '' }, 401],
    ['with another token', 'decode', { payloads: [] }, { authorization: 'Bearer let me ix' }, 401],
    ['to another path', 'other', { payloads: [] }, {}, 404],
    ['what is no JSON', 'decode', '{', {}, 400],
    ['what is no list of payloads', 'decode', { payloads: [{ data: 7 }] }, {}, 400],
  ])('refuses %s', async (_, verb, body, headers, status) => {
    expect((await call(verb, body, headers)).status).toBe(status);
  });

  it('says that a key is not known, without a word of the data', async () => {
    const [payload] = (await codec.encode([defaultPayloadConverter.toPayload('x')], {
      type: 'workflow',
      namespace: 'default',
      workflowId: 'acme/run-1',
    })) as [Payload];
    const lost = {
      ...remote(payload),
      metadata: { ...remote(payload).metadata, 'omniroute-key': base64(Buffer.from('gone')) },
    };
    const { status, body } = await call('decode', { payloads: [lost] });
    expect([status, body.code]).toEqual([500, 'codec.unknown_key']);
  });
});

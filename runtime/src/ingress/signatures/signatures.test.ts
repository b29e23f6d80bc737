import { createHmac } from 'node:crypto';
import type { Signature } from '@omniroute/dsl';
import { describe, expect, it } from 'vitest';
import { schemeOf } from './scheme-of.ts';

const NOW = Date.parse('2026-01-05T09:00:00Z');
const SECRET = 'sk_test_0123456789';
/** As providers send it: spaces, an escaped letter and an escaped slash that another serialiser would not write. */
const BODY = '{"event": "charge.success", "data": {"id": 302961, "note": "caf\\u00e9 \\/ bar", "amount": 10.0}}';

const digest = (algorithm: string, encoding: 'hex' | 'base64', text: string, key = SECRET) =>
  createHmac(algorithm, key).update(text).digest(encoding);

interface Vector {
  readonly signature: Signature;
  /** Headers of a true call over a body. */
  sign(body: string, key?: string): Record<string, string>;
  readonly header: string;
}

const named = (scheme: 'paystack' | 'flutterwave' | 'flutterwave_v4' | 'monnify' | 'moniepoint'): Signature => ({
  scheme,
  secret: 'provider',
});
const overBody = (
  signature: Signature,
  header: string,
  algorithm: string,
  encoding: 'hex' | 'base64',
  prefix = '',
): Vector => ({
  signature,
  header,
  sign: (body, key) => ({ [header]: prefix + digest(algorithm, encoding, body, key) }),
});
const at = `${NOW - 60_000}`;

const VECTORS: Record<string, Vector> = {
  paystack: overBody(named('paystack'), 'x-paystack-signature', 'sha512', 'hex'),
  flutterwave_v4: overBody(named('flutterwave_v4'), 'flutterwave-signature', 'sha256', 'base64'),
  monnify: overBody(named('monnify'), 'monnify-signature', 'sha512', 'hex'),
  whatsapp: overBody({ scheme: 'whatsapp', secret: 'wa' }, 'x-hub-signature-256', 'sha256', 'hex', 'sha256='),
  moniepoint: {
    signature: named('moniepoint'),
    header: 'moniepoint-webhook-signature',
    sign: (body, key) => ({
      'moniepoint-webhook-id': 'evt-1',
      'moniepoint-webhook-timestamp': at,
      'moniepoint-webhook-signature': digest('sha256', 'base64', `evt-1__${at}__${body}`, key),
    }),
  },
  hmac: overBody(
    { scheme: 'hmac', secret: 'x', header: 'X-Signature', algorithm: 'sha512', encoding: 'base64', prefix: 'v1=' },
    'x-signature',
    'sha512',
    'base64',
    'v1=',
  ),
  'hmac with a time': {
    signature: { scheme: 'hmac', secret: 'x', header: 'X-Signature', timestamp_header: 'X-Time', tolerance: 'PT2M' },
    header: 'x-signature',
    sign: (body, key) => ({ 'x-time': at, 'x-signature': digest('sha256', 'hex', `${at}.${body}`, key) }),
  },
};

const verify = (signature: Signature, headers: Record<string, string>, body: string, now = NOW, secret = SECRET) =>
  schemeOf(signature).verify({ headers, raw: Buffer.from(body), now }, secret);

describe.each(Object.entries(VECTORS))('a call signed as %s', (_, { signature, sign, header }) => {
  it('is believed', () => {
    expect(verify(signature, sign(BODY), BODY)).toBeNull();
    expect(verify(signature, sign(''), '')).toBeNull();
  });

  it('is not believed with one byte changed in body or signature', () => {
    expect(verify(signature, sign(BODY), BODY.replace('302961', '302962'))).toBe('mismatch');
    const headers = sign(BODY);
    const text = headers[header] as string;
    const last = text.at(-3) === 'a' ? 'b' : 'a';
    expect(verify(signature, { ...headers, [header]: `${text.slice(0, -3)}${last}${text.slice(-2)}` }, BODY)).toBe(
      'mismatch',
    );
  });

  it('is not believed once its body was parsed and written again', () => {
    const again = JSON.stringify(JSON.parse(BODY));
    expect(again).not.toBe(BODY);
    expect(verify(signature, sign(BODY), again)).toBe('mismatch');
  });

  it('is not believed with another key, without its header, or with an empty one', () => {
    expect(verify(signature, sign(BODY, 'another'), BODY)).toBe('mismatch');
    const { [header]: _signature, ...rest } = sign(BODY);
    expect(verify(signature, rest, BODY)).toBe('missing');
    expect(verify(signature, { ...rest, [header]: '' }, BODY)).not.toBeNull();
  });
});

describe('a signature in hex', () => {
  it.each(['paystack', 'monnify', 'whatsapp'])('of %s is the same in capitals', (name) => {
    const { signature, sign, header } = VECTORS[name] as Vector;
    const text = sign(BODY)[header] as string;
    const prefix = name === 'whatsapp' ? 'sha256=' : '';
    expect(verify(signature, { [header]: prefix + text.slice(prefix.length).toUpperCase() }, BODY)).toBeNull();
    expect(verify(signature, { [header]: `${text}0` }, BODY)).toBe('mismatch');
    expect(verify(signature, { [header]: `${prefix}${'g'.repeat(text.length - prefix.length)}` }, BODY)).toBe(
      'mismatch',
    );
  });
});

describe('a call that carries its time', () => {
  it.each(['moniepoint', 'hmac with a time'])('as %s is not believed much earlier or later', (name) => {
    const { signature, sign } = VECTORS[name] as Vector;
    for (const off of [-600_000, 600_000]) expect(verify(signature, sign(BODY), BODY, NOW + off)).toBe('stale');
  });

  it('may carry it in seconds', () => {
    const { signature } = VECTORS['hmac with a time'] as Vector;
    const time = `${NOW / 1000}`;
    const headers = { 'x-time': time, 'x-signature': digest('sha256', 'hex', `${time}.${BODY}`) };
    expect(verify(signature, headers, BODY)).toBeNull();
  });
});

describe('a call of Flutterwave v3', () => {
  it('carries the secret itself, whatever the body', () => {
    const signature = named('flutterwave');
    expect(verify(signature, { 'verif-hash': SECRET }, BODY)).toBeNull();
    expect(verify(signature, { 'verif-hash': digest('sha256', 'hex', BODY) }, BODY)).toBe('mismatch');
    expect(verify(signature, {}, BODY)).toBe('missing');
  });
});

describe('a call of Smile ID', () => {
  const signature: Signature = { scheme: 'smile_id', secret: 'smile', partner_id: '2347' };
  const timestamp = '2026-01-05T08:59:00.000Z';
  const body = (over: object = {}) =>
    JSON.stringify({
      SmileJobID: '0001',
      ResultCode: '1020',
      PartnerParams: { job_id: 'j1' },
      timestamp,
      signature: digest('sha256', 'base64', `${timestamp}2347sid_request`),
      ...over,
    });

  it('is believed for the job it names, not for its result', () => {
    expect(verify(signature, {}, body())).toBeNull();
    expect(schemeOf(signature).believed?.(JSON.parse(body()))).toEqual({
      SmileJobID: '0001',
      PartnerParams: { job_id: 'j1' },
      timestamp,
    });
  });

  it('is not believed unsigned, changed, old, or where it is no object', () => {
    expect(verify(signature, {}, body({ signature: undefined }))).toBe('missing');
    expect(verify(signature, {}, body({ timestamp: '2026-01-05T08:58:00.000Z' }))).toBe('mismatch');
    expect(verify(signature, {}, body(), NOW + 600_000)).toBe('stale');
    for (const text of ['', '{', '[]', '"x"']) expect(verify(signature, {}, text)).toBe('missing');
  });
});

describe('an event is told from every other', () => {
  const key = (signature: Signature, data: unknown, headers: Record<string, string> = {}) =>
    schemeOf(signature).eventKey({ headers, raw: Buffer.from(''), now: NOW }, data as never);

  it.each<[string, Signature, unknown, string | null]>([
    ['name and id', named('paystack'), { event: 'charge.success', data: { id: 7 } }, '["charge.success","7"]'],
    ['name and reference', named('paystack'), { event: 'x', data: { reference: 'r' } }, '["x","r"]'],
    ['name and id', named('flutterwave'), { event: 'x', data: { id: 7 } }, '["x","7"]'],
    ['type and id', named('flutterwave_v4'), { type: 'x', id: 'w1', data: { id: 'd1' } }, '["x","w1"]'],
    [
      'type and reference',
      named('monnify'),
      { eventType: 'X', eventData: { transactionReference: 'M|1' } },
      '["X","M|1"]',
    ],
    [
      'all messages and statuses',
      { scheme: 'whatsapp', secret: 'wa' },
      {
        entry: [
          { changes: [{ value: { messages: [{ id: 'wamid.1' }], statuses: [{ id: 'wamid.0', status: 'read' }] } }] },
        ],
      },
      '[["wamid.1"],["wamid.0","read"]]',
    ],
    ['nothing, if it says nothing', named('paystack'), { event: 'x' }, null],
    ['nothing, if nothing is known of the sender', { scheme: 'hmac', secret: 'x', header: 'X' }, { id: 1 }, null],
  ])('by %s', (_, signature, data, expected) => {
    expect(key(signature, data)).toBe(expected);
  });

  it('by its header', () => {
    expect(key(named('moniepoint'), {}, { 'moniepoint-webhook-id': 'evt-1' })).toBe('evt-1');
  });
});

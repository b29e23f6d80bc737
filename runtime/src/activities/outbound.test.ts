import { expect, test } from 'vitest';
import { createOutbound } from './outbound.ts';

/** The headers that left, for a call that asks to be signed. */
async function sent(connection: string | null, secret: string | null) {
  const left: unknown[] = [];
  const outbound = createOutbound({
    gate: {
      request: async ({ headers }) => {
        left.push(headers);
        return { status: 200, headers: {}, body: new Uint8Array(), text: () => '', url: '' };
      },
      close: async () => undefined,
    },
    connection: async () => ({ baseUrl: 'https://shop.example.com', class: 'public', hosts: [] }) as never,
    secret: async (tenant, name) => (tenant === 'acme' && name === 'shop' ? secret : null),
  });
  await outbound({
    method: 'POST',
    url: '/hooks',
    headers: { 'webhook-id': 'msg_1' },
    // The example of the Standard Webhooks specification.
    sign: {
      header: 'webhook-signature',
      prefix: 'v1,',
      content: 'msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{"test": 2432232314}',
    },
    work: { tenant: 'acme', service: 's', version: 1, run: 'r' },
    connection,
    timeoutMs: 1000,
    signal: new AbortController().signal,
  });
  return left[0];
}

test("a call that asks for it is signed with the connection's secret", async () => {
  expect(await sent('shop', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')).toEqual({
    'webhook-id': 'msg_1',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('a secret that is no encoded key is taken as it is', async () => {
  expect(await sent('shop', 'plain')).toHaveProperty(
    'webhook-signature',
    'v1,tgOMx2V+ymftc5zrV4Kwy5UOWZAx1XMh0yu4Sm/6/r0=',
  );
});

test('without a secret, or without a connection, nothing is signed', async () => {
  expect(await sent('shop', null)).toEqual({ 'webhook-id': 'msg_1' });
  expect(await sent(null, 'plain')).toEqual({ 'webhook-id': 'msg_1' });
});

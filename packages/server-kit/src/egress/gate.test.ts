import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EgressFault, isEgressFault } from './errors.ts';
import { createEgressGate, type EgressGate, type EgressRequest } from './gate.ts';
import { createTestInternet, type TestInternet } from './test-internet.ts';

const GOOD = '93.184.216.34';
const OTHER = '93.184.216.35';
let internet: TestInternet;

beforeEach(() => {
  internet = createTestInternet();
  internet.name('good.example', [GOOD]);
  internet.name('other.example', [OTHER]);
});
afterEach(() => internet.close());

/** Code and reason of a failed call, or the status of an answered one. */
async function outcome(gate: EgressGate, request: Partial<EgressRequest> & { url: string }): Promise<string> {
  try {
    const answer = await gate.request({ tenant: 't', method: 'GET', timeoutMs: 5000, ...request });
    return String(answer.status);
  } catch (error) {
    if (!isEgressFault(error)) throw error;
    return `${error.code} ${error.facts.reason}${error.facts.sent === true ? ' sent' : ''}`;
  }
}

async function failure(call: Promise<unknown>): Promise<EgressFault> {
  const error = await call.then(
    () => null,
    (caught: unknown) => caught,
  );
  if (!isEgressFault(error)) throw new Error(`no failure of the gate: ${String(error)}`);
  return error;
}

describe('A01: 14 spellings of loopback reach nothing', () => {
  const spellings = [
    '127.0.0.1',
    'localhost',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '127.1',
    '0.0.0.0',
    '[::]',
    '0',
    '[0:0:0:0:0:ffff:127.0.0.1]',
    '127.0.0.1.',
  ];

  it('over http and https, on the default port and on the port of a listening server', async () => {
    let reached = 0;
    const sink = createServer((_request, reply) => reply.end(String(reached++)));
    await new Promise<void>((resolve) => sink.listen(0, '::', resolve));
    const { port } = sink.address() as AddressInfo;
    const hosts = ['127.0.0.1', 'localhost', '[::1]', '0.0.0.0', '[::]'];
    const gate = createEgressGate({
      plainHttpHosts: hosts,
      ports: [80, 443, port],
      log: { ...silent(), warn: (_m, facts) => void logged.push(facts) },
    });
    const logged: unknown[] = [];
    const verdicts = new Set<string>();
    for (const spelling of spellings) {
      for (const scheme of ['http', 'https']) {
        for (const suffix of ['', `:${port}`])
          verdicts.add(await outcome(gate, { url: `${scheme}://${spelling}${suffix}/` }));
      }
    }
    await gate.close();
    await new Promise((resolve) => sink.close(resolve));
    expect({ verdicts: [...verdicts].sort(), reached, logged: logged.length }).toEqual({
      verdicts: ['egress.refused address_blocked', 'egress.refused name_blocked'],
      reached: 0,
      logged: 56,
    });
  });
});

describe('A04: what the name service answers', () => {
  it.each([
    ['a private address', ['10.0.0.7']],
    ['a public and a private address', [GOOD, '192.168.1.1']],
    ['a mapped loopback address', ['::ffff:127.0.0.1']],
    ['a NAT64 form of loopback', ['64:ff9b::7f00:1']],
  ])('%s is refused before a socket is opened', async (_what, addresses) => {
    internet.name('rebind.example', addresses);
    expect(await outcome(internet.gate(), { url: 'https://rebind.example/' })).toBe('egress.refused address_blocked');
    expect(internet.dialled).toEqual([]);
  });

  it('a flip from public to private between two look-ups changes nothing: one look-up a connect, and its answer is used', async () => {
    await internet.serve(GOOD, (_request, reply) => reply.setHeader('connection', 'close').end('ok'));
    let answers = 0;
    internet.name('flip.example', () => (answers++ === 0 ? [GOOD] : ['127.0.0.1']));
    const gate = internet.gate();
    const first = await outcome(gate, { url: 'https://flip.example/' });
    const second = await outcome(gate, { url: 'https://flip.example/' });
    expect([first, second, internet.lookups, internet.dialled]).toEqual([
      '200',
      'egress.refused address_blocked',
      ['flip.example', 'flip.example'],
      [GOOD],
    ]);
  });

  it('a name that does not exist is unreachable, and so is one without addresses', async () => {
    internet.name('empty.example', []);
    const gate = internet.gate();
    expect([
      await outcome(gate, { url: 'https://missing.example/' }),
      await outcome(gate, { url: 'https://empty.example/' }),
    ]).toEqual(['network.unreachable dns', 'network.unreachable dns']);
  });
});

describe('A05: redirects', () => {
  it.each([301, 302, 303, 307, 308])('%i to a private address is refused by address or by name', async (status) => {
    for (const location of [
      'https://127.0.0.1/',
      'https://10.0.0.1/x',
      '//169.254.169.254/',
      'https://localhost/',
      'https://u:p@other.example/',
      'file:///etc/passwd',
      '/\\127.0.0.1/',
    ]) {
      await internet.serve(GOOD, (_request, reply) => reply.writeHead(status, { location }).end());
      expect(await outcome(internet.gate(), { url: 'https://good.example/' })).toMatch(
        /^egress\.refused (address_blocked|name_blocked|userinfo|scheme) sent$/,
      );
    }
    expect(new Set(internet.dialled)).toEqual(new Set([GOOD]));
  });

  it('to a name that resolves to a private address is refused, and counts as sent because the first hop was', async () => {
    internet.name('inside.example', ['10.1.2.3']);
    await internet.serve(GOOD, (_request, reply) =>
      reply.writeHead(302, { location: 'https://inside.example/' }).end(),
    );
    expect(await outcome(internet.gate(), { url: 'https://good.example/' })).toBe(
      'egress.refused address_blocked sent',
    );
  });

  it('to a host that cannot be reached is broken, not unreachable: the first hop was sent', async () => {
    await internet.serve(GOOD, (_request, reply) => reply.writeHead(302, { location: 'https://gone.example/' }).end());
    expect(await outcome(internet.gate(), { url: 'https://good.example/', method: 'POST' })).toBe(
      'network.broken dns sent',
    );
  });

  it('five are followed, the sixth is refused', async () => {
    let hops = 0;
    await internet.serve(GOOD, (request, reply) => {
      hops += 1;
      const left = Number(request.url?.slice(1));
      if (left === 0) reply.end('there');
      else reply.writeHead(302, { location: `/${left - 1}` }).end();
    });
    const gate = internet.gate();
    const five = await outcome(gate, { url: 'https://good.example/5' });
    const six = await outcome(gate, { url: 'https://good.example/6' });
    expect([five, six, hops]).toEqual(['200', 'egress.refused redirect_limit sent', 12]);
  });

  it('from https to http is refused even where http is allowed', async () => {
    await internet.serve(GOOD, (_request, reply) => reply.writeHead(302, { location: 'http://other.example/' }).end());
    expect(await outcome(internet.gate({ plainHttpHosts: ['other.example'] }), { url: 'https://good.example/' })).toBe(
      'egress.refused redirect_downgrade sent',
    );
  });

  it('to another origin drops everything that could be a credential, to the same origin keeps it', async () => {
    const seen: IncomingMessage['headers'][] = [];
    await internet.serve(GOOD, (request, reply) => {
      seen.push(request.headers);
      const location = request.url === '/a' ? '/b' : 'https://other.example/c';
      reply.writeHead(307, { location }).end();
    });
    await internet.serve(OTHER, (request, reply) => {
      seen.push(request.headers);
      reply.end();
    });
    const headers = {
      Authorization: 'Bearer x',
      Cookie: 'a=b',
      'X-OmniRoute-Key': 'k',
      'X-Api-Key': 's',
      Accept: 'text/plain',
    };
    const answer = await internet
      .gate()
      .request({ tenant: 't', url: 'https://good.example/a', method: 'GET', headers, timeoutMs: 5000 });
    const names = seen.map((given) =>
      Object.keys(given)
        .filter((name) => name !== 'connection' && name !== 'host')
        .sort(),
    );
    const all = ['accept', 'accept-encoding', 'authorization', 'cookie', 'x-api-key', 'x-omniroute-key'];
    expect([answer.url, names]).toEqual(['https://other.example/c', [all, all, ['accept', 'accept-encoding']]]);
  });

  it('turns POST into GET at 301, 302 and 303, and repeats it with its body at 307 and 308', async () => {
    const seen: string[] = [];
    await internet.serve(GOOD, (request, reply) => {
      if (request.url !== '/end')
        return void reply.writeHead(Number(request.url?.slice(1)), { location: '/end' }).end();
      request
        .setEncoding('utf8')
        .on('data', (body: string) => seen.push(body))
        .on('end', () => {
          seen.push(`${request.method} ${request.headers['content-type'] ?? '-'}`);
          reply.end();
        });
    });
    const gate = internet.gate();
    for (const status of [301, 302, 303, 307, 308]) {
      await gate.request({
        tenant: 't',
        url: `https://good.example/${status}`,
        method: 'POST',
        body: '{}',
        headers: { 'content-type': 'application/json' },
        timeoutMs: 5000,
      });
    }
    expect(seen).toEqual(['GET -', 'GET -', 'GET -', '{}', 'POST application/json', '{}', 'POST application/json']);
  });

  it('of a connection stay on its hosts', async () => {
    await internet.serve(GOOD, (_request, reply) => reply.writeHead(302, { location: 'https://other.example/' }).end());
    const connection = { class: 'public' as const, baseUrl: 'https://good.example', hosts: ['good.example'] };
    expect(await outcome(internet.gate(), { url: '/x', connection })).toBe('egress.refused host_not_listed sent');
    expect(internet.dialled).toEqual([GOOD]);
  });
});

describe('a call', () => {
  it('sends method, headers and body under the name of the host, and brings back status, headers and body', async () => {
    await internet.serve(GOOD, (request, reply) => {
      request.setEncoding('utf8').on('data', (body: string) => {
        const { host, 'content-type': type } = request.headers;
        reply.writeHead(503, { 'content-type': 'text/plain', 'set-cookie': 'a=b', 'x-many': ['1', '2'] });
        reply.end(JSON.stringify({ method: request.method, url: request.url, host, type, body }));
      });
    });
    const answer = await internet.gate().request({
      tenant: 't',
      url: 'https://good.example./orders?x=1#part',
      method: 'post',
      headers: { 'Content-Type': 'application/json' },
      body: '{"a":"ü"}',
      timeoutMs: 5000,
    });
    const { date: _date, 'content-length': _length, ...headers } = answer.headers;
    expect({ ...answer, headers, body: null, text: JSON.parse(answer.text()) }).toEqual({
      status: 503,
      headers: { 'content-type': 'text/plain', 'x-many': '1, 2' },
      body: null,
      text: { method: 'POST', url: '/orders?x=1', host: 'good.example', type: 'application/json', body: '{"a":"ü"}' },
      url: 'https://good.example/orders?x=1',
    });
  });

  it('uses pooled connections again', async () => {
    await internet.serve(GOOD, (_request, reply) => reply.end('ok'));
    const gate = internet.gate();
    for (let call = 0; call < 20; call += 1) await outcome(gate, { url: 'https://good.example/' });
    expect(internet.dialled.length).toBeLessThanOrEqual(2);
  });

  it.each([
    [{ Host: 'evil.example' }],
    [{ 'Content-Length': '0' }],
    [{ 'Transfer-Encoding': 'chunked' }],
    [{ Connection: 'upgrade' }],
    [{ 'Proxy-Authorization': 'x' }],
    [{ 'x-bad': 'a\r\nhost: evil' }],
    [{ 'bad name': 'a' }],
  ])('with header %o is refused', async (headers) => {
    expect(await outcome(internet.gate(), { url: 'https://good.example/', headers })).toBe('egress.refused header');
    expect(internet.dialled).toEqual([]);
  });

  it.each(['CONNECT', 'TRACE', 'G E T', ''])('with method "%s" is refused', async (method) => {
    expect(await outcome(internet.gate(), { url: 'https://good.example/', method })).toBe('egress.refused method');
  });

  it('over a local connection reaches exactly its origin, and a redirect cannot leave it', async () => {
    const server = createServer((request, reply) => {
      if (request.url === '/away') reply.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
      else reply.end('here');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const connection = { class: 'local' as const, baseUrl, hosts: [] };
    const gate = internet.gate();
    const verdicts = [
      await outcome(gate, { url: '/x', connection }),
      await outcome(gate, { url: '/away', connection }),
      await outcome(gate, { url: `${baseUrl}/x` }),
    ];
    await gate.close();
    await new Promise((resolve) => server.close(resolve));
    expect(verdicts).toEqual(['200', 'egress.refused local_origin sent', 'egress.refused address_blocked']);
  });

  it('is one of at most eight of its tenant at a host; other tenants do not wait for them', async () => {
    let open = 0;
    let most = 0;
    const held: (() => void)[] = [];
    await internet.serve(GOOD, (_request, reply) => {
      open += 1;
      most = Math.max(most, open);
      held.push(() => {
        open -= 1;
        reply.end();
      });
    });
    const gate = internet.gate();
    const calls = Array.from({ length: 20 }, () => outcome(gate, { url: 'https://good.example/' }));
    await expect.poll(() => held.length).toBe(8);
    const other = outcome(gate, { url: 'https://good.example/', tenant: 'other' });
    await expect.poll(() => held.length).toBe(9);
    const late = await failure(
      gate.request({ tenant: 't', url: 'https://good.example/', method: 'GET', timeoutMs: 20 }),
    );
    for (let done = 0; done < 21; done += 1) {
      await expect.poll(() => held.length).toBeGreaterThan(0);
      (held.shift() as () => void)();
    }
    const answers = await Promise.all([...calls, other]);
    expect([most, new Set(answers), late.code, late.facts]).toEqual([
      9,
      new Set(['200']),
      'timeout.run',
      { host: 'good.example', reason: 'queue', sent: false },
    ]);
  });

  it('to a destination that failed five times in a row is refused with the time to wait, until one call is answered', async () => {
    let time = 0;
    let up = false;
    await internet.serveTcp(GOOD, (socket) => {
      socket.on('error', () => undefined);
      if (up) socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
      else socket.destroy();
    });
    const gate = internet.gate({ now: () => time });
    const url = 'https://good.example/';
    const failures = [];
    for (let call = 0; call < 5; call += 1) failures.push((await outcome(gate, { url })).split(' ')[0]);
    time = 4000;
    const refusal = await failure(gate.request({ tenant: 't', url, method: 'GET', timeoutMs: 1000 }));
    const dialled = internet.dialled.length;
    up = true;
    const neighbour = await outcome(gate, { url, tenant: 'other' });
    time = 10_000;
    const trial = await outcome(gate, { url });
    expect([failures, refusal.code, refusal.facts, dialled, neighbour, trial]).toEqual([
      Array(5).fill('network.broken'),
      'network.unreachable',
      { host: 'good.example', reason: 'breaker_open', sent: false, retry_after_ms: 6000 },
      5,
      '200',
      '200',
    ]);
  });

  it('to a destination that answers five times in a row that it cannot serve is refused as long as that asks for', async () => {
    let time = 0;
    const statuses = [503, 500, 404, 502, 503, 504, 500, 503];
    await internet.serve(GOOD, (_request, reply) => {
      reply.writeHead(statuses.shift() ?? 200, { 'retry-after': '25' }).end();
    });
    const gate = internet.gate({ now: () => time });
    const url = 'https://good.example/';
    const answers = [];
    for (let call = 0; call < 8; call += 1) answers.push(await outcome(gate, { url }));
    time = 24_999;
    const refusal = await failure(gate.request({ tenant: 't', url, method: 'GET', timeoutMs: 1000 }));
    time = 25_000;
    const trial = await outcome(gate, { url });
    expect([answers, refusal.facts, trial]).toEqual([
      ['503', '500', '404', '502', '503', '504', '500', '503'],
      { host: 'good.example', reason: 'breaker_open', sent: false, retry_after_ms: 1 },
      '200',
    ]);
  });

  it('that fails is logged with code, reason and host, without path and query', async () => {
    await outcome(internet.gate(), { url: 'https://10.0.0.1/secret?token=abc' });
    expect(internet.logged).toEqual([
      { tenant: 't', code: 'egress.refused', host: '10.0.0.1', reason: 'address_blocked', sent: false },
    ]);
  });
});

function silent() {
  const nothing = () => undefined;
  return { debug: nothing, info: nothing, warn: nothing, error: nothing, child: () => silent() };
}

import type { Socket } from 'node:net';
import { createGzip, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isEgressFault } from './errors.ts';
import type { EgressGate, EgressRequest } from './gate.ts';
import { createTestInternet, type TestInternet } from './test-internet.ts';

const GOOD = '93.184.216.34';
let internet: TestInternet;

beforeEach(() => {
  internet = createTestInternet();
  internet.name('good.example', [GOOD]);
});
afterEach(() => internet.close());

async function outcome(gate: EgressGate, request: Partial<EgressRequest> = {}): Promise<string> {
  try {
    const answer = await gate.request({
      tenant: 't',
      url: 'https://good.example/',
      method: 'POST',
      body: '{}',
      timeoutMs: 5000,
      ...request,
    });
    return String(answer.status);
  } catch (error) {
    if (!isEgressFault(error)) throw error;
    return `${error.code} ${error.facts.reason}${error.facts.sent === true ? ' sent' : ''}`;
  }
}

describe('F50: whether anything was sent', () => {
  it('a closed port: nothing', async () => {
    expect(await outcome(internet.gate())).toBe('network.unreachable refused');
  });

  it('a reset during the TLS handshake: nothing', async () => {
    await internet.serveTcp(GOOD, (socket) => socket.once('data', () => socket.resetAndDestroy()), true);
    expect(await outcome(internet.gate())).toBe('network.unreachable econnreset');
  });

  it('a server that does not speak TLS: nothing', async () => {
    await internet.serveTcp(
      GOOD,
      (socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
      true,
    );
    expect(await outcome(internet.gate())).toBe('network.unreachable tls');
  });

  it('a server that accepts and stays silent in the handshake: nothing, after the connect limit', async () => {
    await internet.serveTcp(GOOD, () => undefined, true);
    expect(await outcome(internet.gate({ limits: { connectMs: 50 } }))).toBe('network.unreachable connect_timeout');
  });

  it('a name service that does not answer: nothing, after the connect limit', async () => {
    const gate = internet.gate({ limits: { connectMs: 50 }, resolve: () => new Promise(() => undefined) });
    expect(await outcome(gate)).toBe('network.unreachable connect_timeout');
  });

  it('a reset after the request was read: sent', async () => {
    let read = '';
    await internet.serveTcp(GOOD, (socket) => {
      socket.on('data', (data) => {
        read += data.toString();
        if (read.endsWith('{}')) socket.resetAndDestroy();
      });
    });
    expect([await outcome(internet.gate()), read.endsWith('{}')]).toEqual(['network.broken no_answer sent', true]);
  });

  it('a reset of an open connection before the server read anything: sent, since nobody can know what it read', async () => {
    const accepted = Promise.withResolvers<Socket>();
    let read = 0;
    await internet.serveTcp(GOOD, (socket) => {
      socket.pause();
      accepted.resolve(socket);
      socket.on('data', (data) => {
        read += data.length;
      });
      socket.pause();
    });
    const gate = internet.gate({
      dial: async (request, signal) => {
        const socket = await internet.dial(request, signal);
        (await accepted.promise).resetAndDestroy();
        return socket;
      },
    });
    expect([await outcome(gate), read]).toEqual(['network.broken no_answer sent', 0]);
  });

  it('a body cut short: sent', async () => {
    await internet.serveTcp(GOOD, (socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf'));
    });
    expect(await outcome(internet.gate())).toBe('network.broken answer_cut sent');
  });

  it('an answer that is not HTTP: sent', async () => {
    await internet.serveTcp(GOOD, (socket) => socket.once('data', () => socket.end('SSH-2.0-OpenSSH\r\n')));
    expect(await outcome(internet.gate())).toBe('network.broken no_answer sent');
  });

  it('a caller that gives up while the name is looked up: nothing, and no socket is opened for it', async () => {
    const controller = new AbortController();
    const gate = internet.gate({
      resolve: async () => {
        controller.abort();
        return [{ address: GOOD, family: 4 }];
      },
    });
    let requests = 0;
    await internet.serve(GOOD, (_request, reply) => reply.end(String(requests++)));
    expect([await outcome(gate, { signal: controller.signal }), requests]).toEqual(['cancelled cancelled', 0]);
  });

  it('a caller that gives up while waiting for the answer: sent, and the connection is cut', async () => {
    const controller = new AbortController();
    const cut = Promise.withResolvers<void>();
    await internet.serve(GOOD, (request) => {
      request.socket.on('close', () => cut.resolve());
      controller.abort();
    });
    expect(await outcome(internet.gate(), { signal: controller.signal })).toBe('cancelled cancelled sent');
    await cut.promise;
  });

  it('a signal that had fired before the call: nothing is looked up', async () => {
    expect(await outcome(internet.gate(), { signal: AbortSignal.abort() })).toBe('cancelled cancelled');
    expect(internet.lookups).toEqual([]);
  });
});

describe('A08: slow and large answers', () => {
  it('no headers: cut at the headers limit', async () => {
    await internet.serve(GOOD, () => undefined);
    expect(await outcome(internet.gate({ limits: { headersMs: 50 } }))).toBe('timeout.run headers sent');
  });

  it('headers that drip without end: cut at the headers limit', async () => {
    await internet.serveTcp(GOOD, (socket) => {
      socket.on('error', () => undefined);
      socket.write('HTTP/1.1 200 OK\r\n');
      const drip = setInterval(() => socket.write('x: y\r\n'), 5);
      socket.on('close', () => clearInterval(drip));
    });
    expect(await outcome(internet.gate({ limits: { headersMs: 100 } }))).toBe('timeout.run headers sent');
  });

  it('interim answers without end: cut at the headers limit', async () => {
    await internet.serveTcp(GOOD, (socket) => {
      socket.on('error', () => undefined);
      const drip = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'), 5);
      socket.on('close', () => clearInterval(drip));
    });
    expect(await outcome(internet.gate({ limits: { headersMs: 100 } }))).toBe('timeout.run headers sent');
  });

  it('endless headers at full speed: cut at the size limit', async () => {
    await internet.serveTcp(GOOD, (socket) => {
      socket.on('error', () => undefined);
      socket.write('HTTP/1.1 200 OK\r\n');
      const line = `x: ${'y'.repeat(1000)}\r\n`;
      const flood = (): void => {
        while (!socket.destroyed && socket.write(line));
      };
      socket.on('drain', flood);
      flood();
    });
    expect(await outcome(internet.gate())).toBe('limit.payload headers sent');
  });

  it('one byte at a time: cut at the deadline of the call', async () => {
    await internet.serve(GOOD, (_request, reply) => {
      const drip = setInterval(() => reply.write('x'), 5);
      reply.on('close', () => clearInterval(drip));
    });
    expect(await outcome(internet.gate(), { timeoutMs: 150 })).toBe('timeout.run total sent');
  });

  it('a body without end: cut at the size limit', async () => {
    const piece = Buffer.alloc(65_536);
    await internet.serve(GOOD, (_request, reply) => {
      const flood = (): void => {
        while (!reply.destroyed && reply.write(piece));
      };
      reply.on('drain', flood);
      flood();
    });
    expect(await outcome(internet.gate())).toBe('limit.payload body sent');
  });

  it('a body that announces more than the limit, and one byte over it: cut; one of exactly the limit passes', async () => {
    await internet.serve(GOOD, (request, reply) => reply.end(Buffer.alloc(Number(request.url?.slice(1)))));
    const gate = internet.gate();
    const at = (bytes: number) => outcome(gate, { url: `https://good.example/${bytes}`, maxBytes: 1000 });
    expect([await at(1000), await at(1001), await at(1_000_000)]).toEqual([
      '200',
      'limit.payload body sent',
      'limit.payload body sent',
    ]);
  });

  it('a gzip bomb of 1:1000 without end: cut at the size limit after decoding, in little memory', async () => {
    const zeros = Buffer.alloc(1_048_576);
    let sent = 0;
    await internet.serve(GOOD, (_request, reply) => {
      reply.writeHead(200, { 'content-encoding': 'gzip' });
      const gzip = createGzip({ level: 9 });
      gzip.on('data', (chunk: Buffer) => {
        sent += chunk.length;
      });
      gzip.pipe(reply);
      let pieces = 0;
      const feed = (): void => {
        while (!reply.destroyed && pieces++ < 10_000 && gzip.write(zeros));
      };
      gzip.on('drain', feed);
      reply.on('close', () => gzip.destroy());
      feed();
    });
    const before = process.memoryUsage().rss;
    const verdict = await outcome(internet.gate());
    const grown = process.memoryUsage().rss - before;
    expect([verdict, sent < 1_000_000, grown < 200_000_000]).toEqual(['limit.payload body sent', true, true]);
  });

  it('a stream of empty gzip members, which decodes to nothing: cut by what was received', async () => {
    const empty = Buffer.concat(Array(1000).fill(gzipSync('')));
    await internet.serve(GOOD, (_request, reply) => {
      reply.writeHead(200, { 'content-encoding': 'gzip' });
      const flood = (): void => {
        while (!reply.destroyed && reply.write(empty));
      };
      reply.on('drain', flood);
      flood();
    });
    expect(await outcome(internet.gate(), { maxBytes: 100_000 })).toBe('limit.payload body sent');
  });
});

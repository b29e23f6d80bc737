// An internet for tests: names, public addresses and servers that really listen on loopback.
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket, type Server as TcpServer } from 'node:net';
import type { LogFacts, Logger } from '@omniroute/telemetry';
import { type Dial, dialSocket, type Resolve, type ResolvedAddress } from './connector.ts';
import { createEgressGate, type EgressGate, type EgressGateOptions } from './gate.ts';

export interface TestInternet {
  readonly resolve: Resolve;
  readonly dial: Dial;
  /** Names that were looked up, in order. */
  readonly lookups: string[];
  /** Addresses that a socket was opened to, in order. */
  readonly dialled: string[];
  /** Makes a name resolve to these addresses; a function answers each look-up anew. */
  name(host: string, addresses: readonly string[] | (() => readonly string[])): void;
  /** Serves what is sent to a public address. TLS ends before the server, as behind a proxy. */
  serve(address: string, listener: RequestListener): Promise<Server>;
  /** The same for raw TCP; with `tls` the client's handshake reaches the server as it is. */
  serveTcp(address: string, onSocket: (socket: Socket) => void, tls?: boolean): Promise<TcpServer>;
  /** A gate on this internet. */
  gate(options?: EgressGateOptions): EgressGate;
  /** What gates logged. */
  readonly logged: LogFacts[];
  close(): Promise<void>;
}

/** Makes an empty internet. */
export function createTestInternet(): TestInternet {
  const names = new Map<string, () => readonly string[]>();
  const ports = new Map<string, { port: number; tls: boolean }>();
  const servers: (Server | TcpServer)[] = [];
  const sockets = new Set<Socket>();
  const gates: EgressGate[] = [];
  const lookups: string[] = [];
  const dialled: string[] = [];
  const logged: LogFacts[] = [];
  const listen = async (server: Server | TcpServer, address: string, tls: boolean): Promise<void> => {
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ports.set(address, { port: (server.address() as AddressInfo).port, tls });
    servers.push(server);
  };
  const resolve: Resolve = async (host) => {
    lookups.push(host);
    const answer = names.get(host);
    if (answer === undefined) throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
    return answer().map(toAddress);
  };
  const dial: Dial = (request, signal) => {
    const { address } = request.addresses[0] as ResolvedAddress;
    dialled.push(address);
    const served = ports.get(address);
    const secure = request.secure && served?.tls === true;
    const local: ResolvedAddress = { address: '127.0.0.1', family: 4 };
    // Port 1 of loopback refuses: what nobody serves is a closed port.
    return dialSocket({ host: request.host, port: served?.port ?? 1, secure, addresses: [local] }, signal);
  };
  const note = (_message: string, facts?: LogFacts): void => void logged.push(facts ?? {});
  const log: Logger = { debug: note, info: note, warn: note, error: note, child: () => log };
  return {
    resolve,
    dial,
    lookups,
    dialled,
    logged,
    name: (host, addresses) => void names.set(host, typeof addresses === 'function' ? addresses : () => addresses),
    serve: async (address, listener) => {
      const server = createServer(listener);
      await listen(server, address, false);
      return server;
    },
    serveTcp: async (address, onSocket, tls = false) => {
      const server = createTcpServer(onSocket);
      await listen(server, address, tls);
      return server;
    },
    gate: (options = {}) => {
      const gate = createEgressGate({ resolve, dial, log, ...options });
      gates.push(gate);
      return gate;
    },
    close: async () => {
      const closing = gates.map((gate) => gate.close());
      for (const socket of sockets) socket.destroy();
      await Promise.all([...closing, ...servers.map((server) => new Promise((done) => server.close(done)))]);
    },
  };
}

function toAddress(address: string): ResolvedAddress {
  return { address, family: address.includes(':') ? 6 : 4 };
}

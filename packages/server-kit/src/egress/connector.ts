import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction, connect as netConnect, type Socket } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import type { buildConnector } from 'undici';
import { isBlockedAddress } from './block-list.ts';
import { egressErrors, refused } from './errors.ts';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** All addresses of a name, as the resolver of this machine gives them. */
export type Resolve = (host: string) => Promise<readonly ResolvedAddress[]>;

/** Where to open a socket: addresses that were checked, under the name that TLS has to prove. */
export interface DialRequest {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly addresses: readonly ResolvedAddress[];
}

/** Opens a socket to one of the checked addresses, ready to write on; `signal` fires when time is up. */
export type Dial = (request: DialRequest, signal: AbortSignal) => Promise<Socket>;

export interface ConnectorOptions {
  readonly class: 'public' | 'local';
  readonly resolve: Resolve;
  readonly dial: Dial;
  /** For name resolution, connect and TLS handshake together. */
  readonly connectMs: number;
}

/** Resolves by the system's resolver, every address it knows. */
export const systemResolve: Resolve = async (host) => {
  const found = await lookup(host, { all: true, verbatim: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
};

/**
 * The connector of undici's agent: one look-up a connect, every address checked by its bytes, and the socket goes to a
 * checked address, so no answer of a later look-up can matter (security.md section 4, steps 3 and 4).
 */
export function createConnector(options: ConnectorOptions): buildConnector.connector {
  return (request, callback) => {
    open(options, request).then(
      (socket) => callback(null, socket),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
    );
  };
}

async function open(options: ConnectorOptions, request: buildConnector.Options): Promise<Socket> {
  const host = request.hostname.startsWith('[') ? request.hostname.slice(1, -1) : request.hostname;
  const secure = request.protocol === 'https:';
  const port = request.port ? Number(request.port) : secure ? 443 : 80;
  const signal = AbortSignal.timeout(options.connectMs);
  try {
    const addresses = await addressesOf(options, host, signal);
    return await options.dial({ host, port, secure, addresses }, signal);
  } catch (error) {
    if (egressErrors.is(error)) throw error;
    const reason = signal.aborted ? 'connect_timeout' : reasonOf(error);
    throw egressErrors.fault('network.unreachable', { host, reason, sent: false }, error);
  }
}

async function addressesOf(options: ConnectorOptions, host: string, signal: AbortSignal) {
  if (options.class === 'local') {
    if (host !== '127.0.0.1') throw refused(host, 'local_origin');
    return [{ address: host, family: 4 as const }];
  }
  const family = isIP(host);
  const addresses =
    family === 0
      ? await until(options.resolve(host), signal)
      : [{ address: host, family: family === 6 ? (6 as const) : (4 as const) }];
  if (addresses.length === 0) throw Object.assign(new Error(`no address for ${host}`), { code: 'ENOTFOUND' });
  if (addresses.some(({ address }) => isBlockedAddress(address))) throw refused(host, 'address_blocked');
  return addresses;
}

/** A look-up cannot be stopped, but nobody has to wait for it. */
function until<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    promise.then(resolve, reject);
  });
}

/** Opens TCP or TLS to the checked addresses, trying the families in turn (RFC 8305, by Node). */
export const dialSocket: Dial = ({ host, port, secure, addresses }, signal) =>
  new Promise((resolve, reject) => {
    const target = {
      host,
      port,
      noDelay: true,
      lookup: fixedLookup(addresses),
      autoSelectFamily: addresses.length > 1,
    };
    const name = isIP(host) === 0 ? { servername: host } : {};
    const socket = secure ? tlsConnect({ ...target, ...name, ALPNProtocols: ['http/1.1'] }) : netConnect(target);
    const stop = () => socket.destroy(new Error('connect timeout'));
    signal.addEventListener('abort', stop, { once: true });
    socket.once('error', reject);
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      signal.removeEventListener('abort', stop);
      socket.removeListener('error', reject);
      resolve(socket);
    });
  });

function fixedLookup(addresses: readonly ResolvedAddress[]): LookupFunction {
  return (_host, options, callback) => {
    const first = addresses[0] as ResolvedAddress;
    if (options.all) callback(null, [...addresses]);
    else callback(null, first.address, first.family);
  };
}

/** A stable word for what the system reported while connecting. */
function reasonOf(error: unknown): string {
  const code = (error as { code?: unknown }).code;
  if (typeof code !== 'string') return 'connect';
  if (code === 'ENOTFOUND' || code.startsWith('EAI_')) return 'dns';
  if (code === 'ECONNREFUSED') return 'refused';
  if (code.includes('CERT') || code.includes('SSL') || code.includes('TLS') || code.includes('SIGNATURE')) return 'tls';
  return code.toLowerCase();
}

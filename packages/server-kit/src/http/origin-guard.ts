import type { FastifyRequest } from 'fastify';
import { httpErrors } from './errors.ts';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a request whose `Host` is not exactly one of ours: a page that made its own name resolve to 127.0.0.1 (DNS
 * rebinding) still sends that name. Throws `host.refused`.
 */
export function checkHost(request: FastifyRequest, extraHosts: readonly string[]): void {
  const given = single(request, 'host')?.toLowerCase();
  if (given === undefined || !ownHosts(request, extraHosts).includes(given)) throw httpErrors.fault('host.refused');
}

/**
 * Refuses what a page of another origin sends, reads included: there is no CORS here. A request without `Origin` is not
 * from a page's script; a write then must not be marked cross-site by the browser. Throws `origin.refused`.
 */
export function checkOrigin(request: FastifyRequest, extraHosts: readonly string[]): void {
  const origin = single(request, 'origin');
  if (origin !== undefined) {
    const local = ownHosts(request, []).some((host) => origin === `http://${host}`);
    const listed = extraHosts.some((host) => origin === `https://${host.toLowerCase()}`);
    if (!local && !listed) throw httpErrors.fault('origin.refused');
  }
  const site = single(request, 'sec-fetch-site');
  if (!READS.has(request.method) && site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw httpErrors.fault('origin.refused');
  }
}

function ownHosts(request: FastifyRequest, extraHosts: readonly string[]): string[] {
  const port = request.raw.socket.localPort ?? 80;
  const suffixes = port === 80 ? ['', ':80'] : [`:${port}`];
  const local = ['127.0.0.1', 'localhost', '[::1]'].flatMap((host) => suffixes.map((suffix) => host + suffix));
  return [...local, ...extraHosts.map((host) => host.toLowerCase())];
}

/** The one value of a header; a request that sends it twice is refused, since the next reader might take the other. */
function single(request: FastifyRequest, name: string): string | undefined {
  const raw = request.raw.rawHeaders;
  let value: string | undefined;
  for (let index = 0; index + 1 < raw.length; index += 2) {
    if ((raw[index] as string).toLowerCase() !== name) continue;
    if (value !== undefined) throw httpErrors.fault('request.malformed', { reason: `two ${name} headers` });
    value = raw[index + 1] as string;
  }
  return value;
}

import { isIP } from 'node:net';
import { isBlockedAddress, isBlockedName } from './block-list.ts';
import { refused } from './errors.ts';

/** What a call is bound to: a connection's origin and the hosts its credential may meet. */
export interface EgressConnection {
  /** `local` is one exact `http://127.0.0.1:PORT`, which only the supervisor creates. */
  readonly class: 'public' | 'local';
  /** `https://api.example.com/v2`: a path is resolved under it. */
  readonly baseUrl: string;
  /** `api.example.com` or `api.example.com:8443`, compared whole. A public connection reaches no other host. */
  readonly hosts: readonly string[];
}

export interface TargetRules {
  /** Hosts that may be called by plain `http:`. */
  readonly plainHttpHosts: ReadonlySet<string>;
  /** OmniRoute's own names. */
  readonly ownHosts: ReadonlySet<string>;
  /** Ports allowed without being named by a connection's host list. */
  readonly ports: ReadonlySet<number>;
}

/** A checked destination: the connector sees exactly this. */
export interface Target {
  readonly class: 'public' | 'local';
  readonly url: URL;
  readonly host: string;
}

/**
 * Parses and checks where a call goes (security.md section 4, steps 1 and 2); every redirect passes here again.
 * Throws `egress.refused`. Names are not resolved here: the connector does that, and checks each address.
 */
export function checkTarget(raw: string, connection: EgressConnection | undefined, rules: TargetRules): Target {
  const url = parseUrl(raw, connection);
  if (url.username !== '' || url.password !== '') throw refused(url.hostname, 'userinfo');
  normaliseHost(url);
  if (connection?.class === 'local') return checkLocal(url, connection);
  const host = url.hostname;
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refused(host, 'scheme');
  const literal = host.startsWith('[') ? host.slice(1, -1) : host;
  if (isIP(literal) !== 0) {
    if (isBlockedAddress(literal)) throw refused(host, 'address_blocked');
  } else if (isBlockedName(host, rules.ownHosts)) throw refused(host, 'name_blocked');
  if (url.protocol === 'http:' && !rules.plainHttpHosts.has(host)) throw refused(host, 'scheme');
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  if (connection === undefined) {
    if (!rules.ports.has(port)) throw refused(host, 'port');
    return { class: 'public', url, host };
  }
  const listed = connection.hosts.map((entry) => entry.toLowerCase());
  if (listed.includes(`${host}:${port}`)) return { class: 'public', url, host };
  if (!listed.includes(host)) throw refused(host, 'host_not_listed');
  if (!rules.ports.has(port)) throw refused(host, 'port');
  return { class: 'public', url, host };
}

/** A path belongs under the connection's base, and may not climb out of it. */
function parseUrl(raw: string, connection: EgressConnection | undefined): URL {
  if (!raw.startsWith('/')) return parse(raw);
  if (connection === undefined) throw refused(raw.slice(0, 80), 'url');
  const base = parse(connection.baseUrl);
  const root = base.pathname.endsWith('/') ? base.pathname.slice(0, -1) : base.pathname;
  const url = parse(`${base.protocol}//${base.host}${root}${raw}`);
  if (url.pathname !== root && !url.pathname.startsWith(`${root}/`)) throw refused(url.hostname, 'path');
  return url;
}

function parse(raw: string): URL {
  const url = URL.parse(raw);
  if (url === null) throw refused(raw.slice(0, 80), 'url');
  if (url.hostname === '') throw refused(raw.slice(0, 80), url.protocol.startsWith('http') ? 'url' : 'scheme');
  return url;
}

/** WHATWG has lower-cased the host and turned it into ASCII; one trailing dot is the root label and goes. */
function normaliseHost(url: URL): void {
  if (url.hostname.endsWith('.')) url.hostname = url.hostname.slice(0, -1);
  url.hash = '';
}

function checkLocal(url: URL, connection: EgressConnection): Target {
  const base = URL.parse(connection.baseUrl);
  const exact = base?.protocol === 'http:' && base.hostname === '127.0.0.1' && base.port !== '' && base.username === '';
  if (!exact || url.origin !== base.origin) throw refused(url.host, 'local_origin');
  return { class: 'local', url, host: url.host };
}

import { domainErrors } from './errors.ts';

/** What a tenant says about a connection: where it leads. Its secret is kept apart. */
export interface ConnectionTarget {
  readonly name: string;
  readonly baseUrl: string | null;
  /** Further hosts that its secret may be sent to. */
  readonly hosts: readonly string[];
}

/**
 * Holds a tenant's connection against the rules: an address by https without name and password, hosts as bare lower-case
 * names. Where it leads is checked again by the egress gate with each call. Throws `connection.address`. Pure.
 */
export function checkConnection({ baseUrl, hosts }: ConnectionTarget): void {
  if (baseUrl !== null) {
    const url = URL.parse(baseUrl);
    if (url === null) throw refused(baseUrl, 'it is no address');
    if (url.protocol !== 'https:') throw refused(baseUrl, 'only https is allowed');
    if (url.username !== '' || url.password !== '') throw refused(baseUrl, 'a secret does not belong into an address');
    if (url.search !== '' || url.hash !== '') throw refused(baseUrl, 'it has more than host and path');
  }
  for (const host of hosts) {
    const url = URL.parse(`https://${host}`);
    if (url === null || url.host !== host || host.includes('*')) throw refused(host, 'it is not the name of a host');
  }
}

function refused(address: string, reason: string): Error {
  return domainErrors.fault('connection.address', { address, reason });
}

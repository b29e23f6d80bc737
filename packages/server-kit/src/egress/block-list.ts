import { BlockList, isIP, isIPv4 } from 'node:net';

/** Ranges no public call may reach (IANA special-purpose registries). */
export const BLOCKED_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
] as const;

/**
 * The same for IPv6. `::ffff:0:0/96` is absent on purpose: Node's BlockList reads a mapped address as its IPv4 form, and
 * such a row would match every IPv4 address.
 */
export const BLOCKED_V6 = [
  '::/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
] as const;

const BLOCKED_NAMES = ['metadata.google.internal'];
const BLOCKED_SUFFIXES = ['localhost', 'local', 'internal', 'svc', 'cluster.local'];

const blocked = new BlockList();
for (const row of BLOCKED_V4) addRow(row, 'ipv4');
for (const row of BLOCKED_V6) addRow(row, 'ipv6');

function addRow(row: string, family: 'ipv4' | 'ipv6'): void {
  const [network, prefix] = row.split('/') as [string, string];
  blocked.addSubnet(network, Number(prefix), family);
}

/** Whether an address may not be connected to; what is not an address at all is blocked too. */
export function isBlockedAddress(address: string): boolean {
  const plain = address.split('%', 1)[0] as string;
  if (isIP(plain) === 0) return true;
  return blocked.check(plain, isIPv4(plain) ? 'ipv4' : 'ipv6');
}

/**
 * Whether a normalised host name is blocked by name: loopback and cluster names, and names of one label, which only a
 * search domain could resolve.
 */
export function isBlockedName(host: string, ownHosts: ReadonlySet<string>): boolean {
  if (ownHosts.has(host) || BLOCKED_NAMES.includes(host)) return true;
  const labels = host.split('.');
  if (labels.length < 2 || labels.some((label) => label === '')) return true;
  return BLOCKED_SUFFIXES.some((suffix) => host === suffix || host.endsWith(`.${suffix}`));
}

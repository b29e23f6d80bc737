import { describe, expect, it } from 'vitest';
import { BLOCKED_V4, BLOCKED_V6, isBlockedAddress, isBlockedName } from './block-list.ts';

/** An address range as whole numbers, inclusive. */
interface Row {
  readonly bits: 32 | 128;
  readonly name: string;
  readonly first: bigint;
  readonly last: bigint;
}

const rows: Row[] = [...BLOCKED_V4.map((row) => parseRow(row, 32)), ...BLOCKED_V6.map((row) => parseRow(row, 128))];

describe('A03: the block list is exact', () => {
  it.each(rows)('$name: first and last are blocked, neighbours outside every row are not', (row) => {
    const edges = [row.first - 1n, row.first, row.first + 1n, row.last - 1n, row.last, row.last + 1n];
    const inRange = edges.filter((edge) => edge >= 0n && edge < 1n << BigInt(row.bits));
    const seen = inRange.map((edge) => [format(edge, row.bits), isBlockedAddress(format(edge, row.bits))]);
    const expected = inRange.map((edge) => [format(edge, row.bits), expectBlocked(edge, row.bits)]);
    expect(seen).toEqual(expected);
  });

  it.each(rows.filter(({ bits }) => bits === 32))(
    '$name is blocked in its IPv4-mapped, compatible and NAT64 forms too',
    (row) => {
      const address = format(row.first, 32);
      const forms = [`::ffff:${address}`, `::${address}`, `64:ff9b::${address}`];
      expect(forms.map(isBlockedAddress)).toEqual([true, true, true]);
    },
  );

  it('holds every special range, one address of each written down here', () => {
    const one =
      '0.1.2.3 10.1.2.3 100.64.0.9 127.9.9.9 169.254.169.254 172.31.255.1 192.0.0.8 192.0.2.9 192.88.99.1 192.168.0.1 198.19.9.9 198.51.100.7 203.0.113.7 224.0.0.1 239.1.1.1 255.255.255.254 255.255.255.255 :: ::1 ::127.0.0.1 64:ff9b::1 64:ff9b:1::1 100::1 2001::1 2001:1ff::1 2001:db8::1 2002:7f00:1:: fc00::1 fd12::1 fe80::1 fec0::1 ff02::1';
    expect(one.split(' ').filter((address) => !isBlockedAddress(address))).toEqual([]);
  });

  it('allows public addresses, mapped ones included', () => {
    const open = [
      '8.8.8.8',
      '1.1.1.1',
      '93.184.216.34',
      '2606:4700:4700::1111',
      '2a00:1450:4001:80b::200e',
      '::ffff:8.8.8.8',
    ];
    expect(open.filter(isBlockedAddress)).toEqual([]);
  });

  it('blocks an address with a zone and what is no address', () => {
    expect(['fe80::1%eth0', '::1%lo', '', 'localhost', '127.0.0.1:80'].map(isBlockedAddress)).toEqual(
      Array(5).fill(true),
    );
  });
});

describe('names that are never resolved', () => {
  const own = new Set(['omniroute.example.com']);

  it.each([
    'localhost',
    'a.localhost',
    'printer.local',
    'metadata.google.internal',
    'x.internal',
    'redis',
    'api.svc',
    'db.prod.svc.cluster.local',
    'a..b',
    'omniroute.example.com',
  ])('%s is blocked', (host) => expect(isBlockedName(host, own)).toBe(true));

  it.each(['example.com', 'local.example.com', 'xn--bcher-kva.example', 'notlocal.locale'])('%s is not', (host) =>
    expect(isBlockedName(host, own)).toBe(false),
  );
});

function expectBlocked(address: bigint, bits: 32 | 128): boolean {
  const own = rows.some((row) => row.bits === bits && address >= row.first && address <= row.last);
  const mapped = bits === 128 && address >> 32n === 0xffffn;
  return own || (mapped && expectBlocked(address & 0xffff_ffffn, 32));
}

function parseRow(text: string, bits: 32 | 128): Row {
  const [network, prefix] = text.split('/') as [string, string];
  const size = 1n << BigInt(bits - Number(prefix));
  const value = bits === 32 ? parseV4(network) : parseV6(network);
  const first = (value / size) * size;
  return { bits, name: text, first, last: first + size - 1n };
}

function parseV4(text: string): bigint {
  return text.split('.').reduce((value, part) => value * 256n + BigInt(part), 0n);
}

function parseV6(text: string): bigint {
  const [head, tail = ''] = text.split('::') as [string, string?];
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const groups = [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
  return groups.reduce((value, group) => value * 65_536n + BigInt(`0x${group}`), 0n);
}

function format(value: bigint, bits: 32 | 128): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
  return Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16)).join(
    ':',
  );
}

import { describe, expect, it } from 'vitest';
import { checkConnection } from './connection.ts';

const check = (baseUrl: string | null, hosts: string[] = []): unknown => {
  try {
    return checkConnection({ name: 'bank', baseUrl, hosts }) ?? 'fine';
  } catch (error) {
    return (error as { facts?: { reason?: string } }).facts?.reason;
  }
};

describe('a connection', () => {
  it.each<[string | null, string[]]>([
    ['https://api.example.com/v1', ['files.example.com', 'files.example.com:8443']],
    [null, []],
  ])('to %s is taken', (url, hosts) => {
    expect(check(url, hosts)).toBe('fine');
  });

  it.each<[string | null, string[], string]>([
    ['not an address', [], 'it is no address'],
    ['http://api.example.com', [], 'only https is allowed'],
    ['https://user:secret@example.com', [], 'a secret does not belong into an address'],
    ['https://example.com/?key=1', [], 'it has more than host and path'],
    [null, ['Example.com'], 'it is not the name of a host'],
    [null, ['example.com/path'], 'it is not the name of a host'],
    [null, ['*.example.com'], 'it is not the name of a host'],
  ])('to %s and %j is refused: %s', (url, hosts, reason) => {
    expect(check(url, hosts)).toBe(reason);
  });
});

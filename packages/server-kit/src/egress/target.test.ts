import { describe, expect, it } from 'vitest';
import { isEgressFault } from './errors.ts';
import { checkTarget, type EgressConnection, type TargetRules } from './target.ts';

const rules: TargetRules = {
  plainHttpHosts: new Set(['plain.example.com']),
  ownHosts: new Set(['omniroute.example.com']),
  ports: new Set([80, 443]),
};
const api: EgressConnection = { class: 'public', baseUrl: 'https://api.example.com/v2', hosts: ['api.example.com'] };
const local: EgressConnection = { class: 'local', baseUrl: 'http://127.0.0.1:4010', hosts: [] };

/** The checked address, or the reason of the refusal. */
function judge(url: string, connection?: EgressConnection): string {
  try {
    return checkTarget(url, connection, rules).url.href;
  } catch (error) {
    if (!isEgressFault(error)) throw error;
    return String(error.facts.reason);
  }
}

describe('A02: the metadata service', () => {
  it.each([
    '169.254.169.254',
    '2852039166',
    '0xa9fea9fe',
    '0251.0376.0251.0376',
    '[::ffff:169.254.169.254]',
    '[::ffff:a9fe:a9fe]',
    '[64:ff9b::169.254.169.254]',
    '[::169.254.169.254]',
    '169.254.169.254.',
  ])('%s is refused by its address', (host) => expect(judge(`https://${host}/latest`)).toBe('address_blocked'));

  it.each(['metadata.google.internal', 'metadata.google.internal.', 'METADATA.Google.Internal'])(
    '%s is refused by its name',
    (host) => expect(judge(`https://${host}/`)).toBe('name_blocked'),
  );
});

describe('A06: parsers that disagree', () => {
  it.each([
    ['https://good.example@bad.example/', 'userinfo'],
    ['https://good.example#@bad.example/', 'https://good.example/'],
    ['https://good.example\\@bad.example/', 'https://good.example/@bad.example/'],
    ['https://127.0.0\t.1/', 'address_blocked'],
    ['https://127.0.\n0.1/', 'address_blocked'],
    ['https://127%2e0%2e0%2e1/', 'address_blocked'],
    ['https://127。0。0。1/', 'address_blocked'],
    ['https://１２７.0.0.1/', 'address_blocked'],
    ['https://ⓛocalhost/', 'name_blocked'],
    ['https://xn--/', 'name_blocked'],
    ['https://[::1%25eth0]/', 'url'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
    ['https://good.example./', 'https://good.example/'],
    ['https://good.example../', 'name_blocked'],
    ['https://:443/', 'url'],
    ['https:///etc/passwd', 'name_blocked'],
    ['//good.example/', 'url'],
    ['', 'url'],
  ])('%s is judged as it will be connected', (url, verdict) => expect(judge(url)).toBe(verdict));
});

describe('A07: what is not HTTP', () => {
  it.each([
    'file:///etc/passwd',
    'gopher://good.example/',
    'ftp://good.example/',
    'data:text/plain,x',
    'blob:https://good.example/x',
    'unix:/var/run/x.sock',
    'javascript:1',
    'ws://good.example/',
  ])('%s is refused', (url) => expect(judge(url)).toBe('scheme'));
});

describe('schemes and ports', () => {
  it.each([
    ['http://good.example/', 'scheme'],
    ['http://plain.example.com/x', 'http://plain.example.com/x'],
    ['https://good.example:8443/', 'port'],
    ['https://good.example:22/', 'port'],
    ['https://omniroute.example.com/', 'name_blocked'],
    ['https://8.8.8.8/', 'https://8.8.8.8/'],
  ])('%s', (url, verdict) => expect(judge(url)).toBe(verdict));
});

describe('A41: a connection reaches only its own hosts', () => {
  it.each([
    ['https://api.example.com/v2/orders?x=1', 'https://api.example.com/v2/orders?x=1'],
    ['https://API.example.com./v2', 'https://api.example.com/v2'],
    ['https://api.example.com.evil.example/', 'host_not_listed'],
    ['https://evil.example/?api.example.com', 'host_not_listed'],
    ['https://api.example.com:8443/', 'port'],
    ['/orders', 'https://api.example.com/v2/orders'],
    ['//evil.example/', 'https://api.example.com/v2//evil.example/'],
    ['/\\evil.example/', 'https://api.example.com/v2//evil.example/'],
    ['/../admin', 'path'],
    ['/%2e%2e/admin', 'path'],
    ['/..\\admin', 'path'],
  ])('%s', (url, verdict) => expect(judge(url, api)).toBe(verdict));

  it('allows a port that its host list names', () => {
    const erp: EgressConnection = { class: 'public', baseUrl: 'https://erp.example:8443', hosts: ['erp.example:8443'] };
    expect([judge('/a', erp), judge('https://erp.example/a', erp)]).toEqual([
      'https://erp.example:8443/a',
      'host_not_listed',
    ]);
  });

  it('does not open loopback to a public connection that lists it', () => {
    const sly: EgressConnection = { class: 'public', baseUrl: 'https://127.0.0.1', hosts: ['127.0.0.1', 'localhost'] };
    expect([judge('/a', sly), judge('https://localhost/', sly)]).toEqual(['address_blocked', 'name_blocked']);
  });
});

describe('a local connection names one exact origin', () => {
  it.each([
    ['/v1/orders', 'http://127.0.0.1:4010/v1/orders'],
    ['http://127.0.0.1:4010/x', 'http://127.0.0.1:4010/x'],
    ['http://127.0.0.1:4011/x', 'local_origin'],
    ['http://localhost:4010/x', 'local_origin'],
    ['http://[::1]:4010/x', 'local_origin'],
    ['https://127.0.0.1:4010/x', 'local_origin'],
    ['http://127.0.0.2:4010/x', 'local_origin'],
    ['https://example.com/', 'local_origin'],
    ['http://a:b@127.0.0.1:4010/x', 'userinfo'],
  ])('%s', (url, verdict) => expect(judge(url, local)).toBe(verdict));

  it.each([
    'http://127.0.0.1',
    'http://localhost:4010',
    'https://127.0.0.1:4010',
    'http://10.0.0.1:80',
    'http://[::1]:4010',
  ])('a base of %s is no local origin', (baseUrl) =>
    expect(judge(`${baseUrl}/x`, { class: 'local', baseUrl, hosts: [] })).toBe('local_origin'),
  );
});

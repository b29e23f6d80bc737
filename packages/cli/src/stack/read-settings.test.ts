import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { readSettings } from './read-settings.ts';
import { SETTINGS } from './settings.ts';

const empty = Object.fromEntries(SETTINGS.map(({ name }) => [name, '']));

it('has a default for everything; an empty variable counts as not set', () => {
  for (const env of [{}, empty])
    expect(readSettings([], env)).toEqual({
      port: 8080,
      home: resolve('.omniroute'),
      databaseUrl: undefined,
      migrateUrl: undefined,
      temporalAddress: undefined,
      temporalNamespace: 'default',
      sandbox: true,
      watch: false,
      env,
    });
});

it('takes the environment, and flags before it', () => {
  const env = {
    PORT: '9000',
    OMNIROUTE_HOME: '/data/omniroute',
    DATABASE_URL: 'postgres://app@db/x',
    OMNIROUTE_MIGRATE_URL: 'postgres://owner@db/x',
    TEMPORAL_ADDRESS: 'temporal:7233',
    TEMPORAL_NAMESPACE: 'orders',
  };
  expect(readSettings(['--port', '0', '--no-sandbox', '--watch'], env)).toEqual({
    port: 0,
    home: '/data/omniroute',
    databaseUrl: 'postgres://app@db/x',
    migrateUrl: 'postgres://owner@db/x',
    temporalAddress: 'temporal:7233',
    temporalNamespace: 'orders',
    sandbox: false,
    watch: true,
    env,
  });
});

it.each(['http', '-1', '65536', '80.5', ' 80', '0x50', '1e3'])('refuses PORT=%s', (got) => {
  expect(() => readSettings([], { PORT: got })).toThrow(
    expect.objectContaining({ code: 'stack.port_value', facts: { got } }),
  );
});

it('refuses a flag it does not know, and names those it knows', () => {
  expect(() => readSettings(['--prot', '1'], {})).toThrow(
    "Unknown option '--prot'. Flags: --port N, --no-sandbox, --watch.",
  );
});

import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { stackErrors } from './errors.ts';
import type { StackSettings } from './settings.ts';

/** Reads flags and environment, here and nowhere else. */
export function readSettings(argv: readonly string[], env: NodeJS.ProcessEnv): StackSettings {
  const { values } = parse(argv);
  const text = (name: string) => (env[name] === undefined || env[name] === '' ? undefined : env[name]);
  const port = Number(values.port ?? text('PORT') ?? 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw stackErrors.fault('stack.port_value', { got: String(values.port ?? env.PORT) });
  return {
    port,
    home: resolve(text('OMNIROUTE_HOME') ?? '.omniroute'),
    databaseUrl: text('DATABASE_URL'),
    migrateUrl: text('OMNIROUTE_MIGRATE_URL'),
    temporalAddress: text('TEMPORAL_ADDRESS'),
    temporalNamespace: text('TEMPORAL_NAMESPACE') ?? 'default',
    sandbox: values['no-sandbox'] !== true,
    env,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: { port: { type: 'string' }, 'no-sandbox': { type: 'boolean' }, watch: { type: 'boolean' } },
      strict: true,
    });
  } catch (error) {
    throw stackErrors.fault('stack.flag', { problem: (error as Error).message }, error);
  }
}

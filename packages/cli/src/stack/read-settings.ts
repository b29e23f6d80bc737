import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { stackErrors } from './errors.ts';
import type { StackSettings } from './settings.ts';

const DEFAULT_PORT = '8080';

/** Reads flags and environment, here and nowhere else; an empty variable counts as not set. */
export function readSettings(argv: readonly string[], env: NodeJS.ProcessEnv): StackSettings {
  const flags = parse(argv);
  const text = (name: string) => (env[name] === '' ? undefined : env[name]);
  return {
    port: portOf(flags.port ?? text('PORT') ?? DEFAULT_PORT),
    home: resolve(text('OMNIROUTE_HOME') ?? '.omniroute'),
    databaseUrl: text('DATABASE_URL'),
    migrateUrl: text('OMNIROUTE_MIGRATE_URL'),
    temporalAddress: text('TEMPORAL_ADDRESS'),
    temporalNamespace: text('TEMPORAL_NAMESPACE') ?? 'default',
    sandbox: flags['no-sandbox'] !== true,
    watch: flags.watch === true,
    env,
  };
}

function portOf(got: string): number {
  const port = Number(got);
  if (/^\d+$/.test(got) && port <= 65_535) return port;
  throw stackErrors.fault('stack.port_value', { got });
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: { port: { type: 'string' }, 'no-sandbox': { type: 'boolean' }, watch: { type: 'boolean' } },
      strict: true,
    }).values;
  } catch (error) {
    throw stackErrors.fault('stack.flag', { problem: `${(error as Error).message.split('. ')[0]}.` }, error);
  }
}

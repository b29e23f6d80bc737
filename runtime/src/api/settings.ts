import { type BlobSettings, readBlobSettings } from '../storage/index.ts';

/** What the server process reads from its environment, at the edge and nowhere else. */
export interface ServerSettings {
  readonly port: number;
  readonly databaseUrl: string;
  readonly migrateUrl: string | undefined;
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
  readonly home: string;
  readonly masterKey: string | undefined;
  readonly sandboxUrl: string | undefined;
  readonly assets: string | undefined;
  readonly blobs: BlobSettings;
  /** For how long whole outputs are kept after the end of their run. */
  readonly outputsDays: number;
  /** The codec endpoint; `null`: there is none. */
  readonly codec: { readonly port: number; readonly origin: string; readonly token: string } | null;
}

export function readServerSettings(env: NodeJS.ProcessEnv): ServerSettings {
  return {
    port: Number(env.PORT ?? 8080),
    databaseUrl: required(env, 'DATABASE_URL'),
    migrateUrl: env.OMNIROUTE_MIGRATE_URL,
    temporalAddress: required(env, 'TEMPORAL_ADDRESS'),
    temporalNamespace: env.TEMPORAL_NAMESPACE ?? 'default',
    home: env.OMNIROUTE_HOME ?? '.omniroute',
    masterKey: env.OMNIROUTE_MASTER_KEY,
    sandboxUrl: env.OMNIROUTE_SANDBOX_URL,
    assets: env.OMNIROUTE_DESIGNER,
    blobs: readBlobSettings(env),
    outputsDays: Number(env.OMNIROUTE_OUTPUTS_DAYS || 30),
    codec: codecSettings(env),
  };
}

/** The endpoint opens everything, so it is only there with a token, and for the one page that is named. */
function codecSettings(env: NodeJS.ProcessEnv): ServerSettings['codec'] {
  if (!env.OMNIROUTE_CODEC_PORT) return null;
  return {
    port: Number(env.OMNIROUTE_CODEC_PORT),
    origin: required(env, 'OMNIROUTE_CODEC_ORIGIN').replace(/\/+$/, ''),
    token: required(env, 'OMNIROUTE_CODEC_TOKEN'),
  };
}

function required(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (value === undefined || value === '') {
    throw new Error(`${name} is not set. Start the whole stack with npm start, or set it to reach your own.`);
  }
  return value;
}

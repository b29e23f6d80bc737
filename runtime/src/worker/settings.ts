import { type BlobSettings, readBlobSettings } from '../storage/index.ts';

/** What the worker process reads from its environment, at the edge and nowhere else. */
export interface WorkerSettings {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
  readonly home: string;
  readonly masterKey: string | undefined;
  /** Where callers outside reach this installation, without a slash at its end. */
  readonly callbackUrl: string;
  readonly blobs: BlobSettings;
}

export function readWorkerSettings(env: NodeJS.ProcessEnv): WorkerSettings {
  return {
    databaseUrl: required(env, 'DATABASE_URL'),
    temporalAddress: required(env, 'TEMPORAL_ADDRESS'),
    temporalNamespace: env.TEMPORAL_NAMESPACE ?? 'default',
    home: env.OMNIROUTE_HOME ?? '.omniroute',
    masterKey: env.OMNIROUTE_MASTER_KEY,
    callbackUrl: required(env, 'OMNIROUTE_CALLBACK_URL').replace(/\/+$/, ''),
    blobs: readBlobSettings(env),
  };
}

function required(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (value === undefined || value === '') {
    throw new Error(`${name} is not set. Start the whole stack with npm start, or set it to reach your own.`);
  }
  return value;
}

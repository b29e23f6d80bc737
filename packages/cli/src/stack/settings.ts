/** One setting of the product: its name in the environment, its default, what it means. The documentation is made from this. */
export interface Setting {
  readonly name: string;
  readonly default: string;
  readonly meaning: string;
}

export const SETTINGS: readonly Setting[] = [
  { name: 'PORT', default: '8080', meaning: 'Port of the server on loopback.' },
  { name: 'OMNIROUTE_HOME', default: '.omniroute', meaning: 'Folder of data, keys and caches.' },
  { name: 'OMNIROUTE_URL', default: 'http://127.0.0.1:$PORT', meaning: 'Where the command line finds the server.' },
  {
    name: 'OMNIROUTE_MASTER_KEY',
    default: '$OMNIROUTE_HOME/keys/master.json',
    meaning: 'The key that wraps every tenant’s keys: 32 bytes in base64.',
  },
  {
    name: 'DATABASE_URL',
    default: 'the bundled PostgreSQL',
    meaning:
      'A PostgreSQL of your own, as a plain role; then the bundled one is not started. Its schema is migrated through OMNIROUTE_MIGRATE_URL.',
  },
  {
    name: 'OMNIROUTE_MIGRATE_URL',
    default: 'the bundled PostgreSQL',
    meaning: 'The same database as the role that owns the schema.',
  },
  {
    name: 'TEMPORAL_ADDRESS',
    default: 'a bundled server',
    meaning: 'A Temporal server of your own; then none is started.',
  },
  { name: 'TEMPORAL_NAMESPACE', default: 'default', meaning: 'Its namespace.' },
  { name: 'TEMPORAL_CLI', default: 'found or fetched', meaning: 'Path of a temporal binary to start the server with.' },
  { name: 'CHROMIUM_PATH', default: 'found or installed', meaning: 'Path of a Chromium for the tests of the page.' },
];

/** What the supervisor runs with. */
export interface StackSettings {
  readonly port: number;
  readonly home: string;
  readonly databaseUrl: string | undefined;
  readonly migrateUrl: string | undefined;
  readonly temporalAddress: string | undefined;
  readonly temporalNamespace: string;
  readonly sandbox: boolean;
  readonly env: NodeJS.ProcessEnv;
}

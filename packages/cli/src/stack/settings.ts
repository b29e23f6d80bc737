/** One setting of the product: its name in the environment, its default, what it means. The documentation is made from this. */
export interface Setting {
  readonly name: string;
  readonly default: string;
  readonly meaning: string;
}

/** Every setting that has an effect, read at the edge of each process; children get what the supervisor resolved. */
export const SETTINGS: readonly Setting[] = [
  { name: 'PORT', default: '8080', meaning: 'Port of the server on 127.0.0.1; 0 takes a free one.' },
  { name: 'OMNIROUTE_HOME', default: '.omniroute', meaning: 'Folder of data, keys and caches.' },
  { name: 'OMNIROUTE_URL', default: 'http://127.0.0.1:$PORT', meaning: 'Where the command line finds the server.' },
  {
    name: 'OMNIROUTE_CALLBACK_URL',
    default: 'http://127.0.0.1:$PORT',
    meaning: 'Where callers outside reach this installation: the base of the addresses that answer callbacks.',
  },
  {
    name: 'OMNIROUTE_MASTER_KEY',
    default: '$OMNIROUTE_HOME/keys/master.json',
    meaning: 'The key that wraps every tenant’s keys: 32 bytes in base64.',
  },
  {
    name: 'OMNIROUTE_BLOBS',
    default: '$OMNIROUTE_HOME/blobs',
    meaning:
      'Where large values and whole outputs are kept: a folder, or the address of an S3-compatible bucket with its name at the end. Server and worker must see the same.',
  },
  { name: 'OMNIROUTE_BLOBS_REGION', default: 'auto', meaning: 'Region of the bucket.' },
  { name: 'AWS_ACCESS_KEY_ID', default: 'none', meaning: 'Who may use the bucket.' },
  { name: 'AWS_SECRET_ACCESS_KEY', default: 'none', meaning: 'The secret that goes with it.' },
  {
    name: 'OMNIROUTE_OUTPUTS_DAYS',
    default: '30',
    meaning: 'For how many days after the end of a run the whole outputs of its steps are kept, to be looked at.',
  },
  {
    name: 'OMNIROUTE_CODEC_PORT',
    default: 'none',
    meaning: 'Port on 127.0.0.1 of the codec endpoint for the page of the Temporal server; without it there is none.',
  },
  { name: 'OMNIROUTE_CODEC_ORIGIN', default: 'none', meaning: 'Origin of that page, the only one that may ask.' },
  {
    name: 'OMNIROUTE_CODEC_TOKEN',
    default: 'none',
    meaning: 'What callers of the codec endpoint send as bearer token: whoever has it can read all payloads.',
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
    meaning: 'The same database as the role that owns the schema; without it nothing is migrated at the start.',
  },
  {
    name: 'TEMPORAL_ADDRESS',
    default: 'a bundled server',
    meaning: 'A Temporal server of your own, host:port; then none is started.',
  },
  { name: 'TEMPORAL_NAMESPACE', default: 'default', meaning: 'Its namespace.' },
  {
    name: 'TEMPORAL_CLI',
    default: 'found on PATH or fetched',
    meaning: 'Path of a temporal binary, 1.5.0 or newer, to start the server with.',
  },
  { name: 'CHROMIUM_PATH', default: 'found or installed', meaning: 'Path of a Chromium for the tests of the page.' },
];

/** What the supervisor runs with. */
export interface StackSettings {
  readonly port: number;
  /** An absolute path. */
  readonly home: string;
  readonly databaseUrl: string | undefined;
  readonly migrateUrl: string | undefined;
  readonly temporalAddress: string | undefined;
  readonly temporalNamespace: string;
  readonly sandbox: boolean;
  readonly watch: boolean;
  readonly env: NodeJS.ProcessEnv;
}

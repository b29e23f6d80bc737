/** What a folder may import of ours: everything below its rank, or exactly the units named. */
export interface Unit {
  readonly rank: number;
  readonly mayImport?: readonly string[];
  /** Types only: nothing of ours is there at run time. */
  readonly typesOnly?: boolean;
}

const CORE = ['errors', 'primitives'] as const;

/**
 * The table of docs/design.md section 2. `mayImport` is written where the table narrows a row, or where a
 * lower rank lives in another world (a pure package imports neither telemetry nor tooling).
 */
export const UNITS: Readonly<Record<string, Unit>> = {
  errors: { rank: 0, mayImport: [] },
  primitives: { rank: 0, mayImport: ['errors'] },
  expressions: { rank: 1, mayImport: CORE },
  telemetry: { rank: 1, mayImport: CORE },
  tooling: { rank: 1, mayImport: CORE },
  dsl: { rank: 2, mayImport: [...CORE, 'expressions'] },
  plan: { rank: 3, mayImport: [...CORE, 'expressions', 'dsl'] },
  'shared-doc': { rank: 3, mayImport: [...CORE, 'expressions', 'dsl'] },
  engine: { rank: 4, mayImport: [...CORE, 'expressions', 'plan'] },
  'kind-sdk': { rank: 4, mayImport: [...CORE, 'expressions', 'dsl', 'plan'] },
  contracts: { rank: 4, mayImport: ['errors', 'dsl', 'plan'] },
  ui: { rank: 4, mayImport: [] },
  simulator: { rank: 5, mayImport: [...CORE, 'expressions', 'dsl', 'plan', 'engine'] },
  kinds: { rank: 5, mayImport: ['kind-sdk', 'ui'] },
  'server-kit': { rank: 5 },
  'commerce-sandbox': { rank: 5, mayImport: [...CORE, 'contracts', 'telemetry', 'tooling'] },
  compiler: { rank: 6, mayImport: [...CORE, 'expressions', 'dsl', 'plan', 'engine', 'kind-sdk', 'kinds'] },
  testing: { rank: 6 },
  designer: { rank: 7 },
  runtime: { rank: 7 },
  'ai-gateway': { rank: 7 },
  'n8n-nodes': { rank: 7, mayImport: ['contracts'], typesOnly: true },
  cli: { rank: 8 },
  // The generators write the reference from the command line's own tables (scripts/reading-cli-tables.decision.md).
  scripts: {
    rank: 8,
    mayImport: [
      'errors',
      'primitives',
      'telemetry',
      'tooling',
      'expressions',
      'dsl',
      'plan',
      'shared-doc',
      'engine',
      'kind-sdk',
      'contracts',
      'simulator',
      'kinds',
      'server-kit',
      'compiler',
      'testing',
      'runtime',
      'designer',
      'ai-gateway',
      'cli',
    ],
  },
};

/** Units that run as processes only: no module imports them. */
export const IMPORTED_BY_NOBODY: readonly string[] = ['commerce-sandbox'];

/** Folders of the pure core: no clock, randomness, I/O, Node or browser. */
export const PURE_UNITS: readonly string[] = [
  'errors',
  'primitives',
  'expressions',
  'dsl',
  'plan',
  'engine',
  'simulator',
  'compiler',
];

/** The unit a file belongs to, or `null` for files outside the ranks (root configuration, data). */
export function unitOf(path: string): string | null {
  const [first = '', second = ''] = path.split('/');
  if (first === 'packages') return second;
  return ['compiler', 'designer', 'runtime', 'ai-gateway', 'n8n-nodes', 'scripts'].includes(first) && path.includes('/')
    ? first
    : null;
}

/** The folder of a unit, with a closing slash. */
export function folderOf(unit: string): string {
  return ['compiler', 'designer', 'runtime', 'ai-gateway', 'n8n-nodes', 'scripts'].includes(unit)
    ? `${unit}/`
    : `packages/${unit}/`;
}

/** Splits `@omniroute/kinds/lowerings` into unit `kinds` and door `./lowerings`; `null` for foreign packages. */
export function ourPackage(specifier: string): { readonly unit: string; readonly door: string } | null {
  const match = /^@omniroute\/([^/]+)(\/.*)?$/.exec(specifier);
  return match === null ? null : { unit: match[1]!, door: `.${match[2] ?? ''}` };
}

/** Whether a file may run in the pure core's worlds only: its folder, a kind's definition or lowering, or the pure door of kind-sdk. */
export function isPure(path: string): boolean {
  const unit = unitOf(path);
  if (/^packages\/kinds\/template\/(definition|lower)\.ts$/.test(path)) return true;
  if (unit === null || !path.startsWith(`${folderOf(unit)}src/`)) return false;
  if (unit === 'kinds')
    return /\/(definition|lower)\.ts$/.test(path) || /\/registry\/(definitions|lowerings)\.ts$/.test(path);
  if (unit === 'kind-sdk') return !/\/src\/(activity|views)(\.ts|\/)/.test(path);
  return PURE_UNITS.includes(unit);
}

import { type KindFolder, kindFolders } from './kind-folders.ts';
import type { Generated } from './page.ts';

const FOLDER = 'packages/kinds/src/registry';

const NOTICE = 'Generated from the folder names by npm run generate; do not edit.';

/** The four lists of kinds, one a door, from the folder names. */
export const registry: readonly Generated[] = [
  { path: `${FOLDER}/definitions.ts`, write: (tree) => definitions(kindFolders(tree)) },
  { path: `${FOLDER}/lowerings.ts`, write: (tree) => lowerings(kindFolders(tree)) },
  { path: `${FOLDER}/activities.ts`, write: (tree) => activities(kindFolders(tree)) },
  { path: `${FOLDER}/views.ts`, write: (tree) => views(kindFolders(tree)) },
];

function definitions(kinds: readonly KindFolder[]): string {
  return [
    `// ${NOTICE}`,
    ...kinds.map((kind) => `import { ${kind.definition} } from '../${kind.folder}/definition.ts';`),
    '',
    "/** Every kind's definition by its type. */",
    record('export const definitions =', kinds, (kind) => kind.definition, ' as const'),
    '',
    '/** The types of all kinds. */',
    'export type KindType = keyof typeof definitions;',
    'export type Kinds = typeof definitions;',
    '',
  ].join('\n');
}

function lowerings(kinds: readonly KindFolder[]): string {
  return [
    `// ${NOTICE}`,
    "import type { Lowering } from '@omniroute/kind-sdk';",
    ...kinds.map((kind) => `import { ${kind.lowering} } from '../${kind.folder}/lower.ts';`),
    "import type { Kinds, KindType } from './definitions.ts';",
    '',
    "/** Every kind's lowering; an incomplete list does not compile. */",
    record(
      'export const lowerings: { readonly [Type in KindType]: Lowering<Kinds[Type]> } =',
      kinds,
      (kind) => kind.lowering,
    ),
    '',
  ].join('\n');
}

function activities(kinds: readonly KindFolder[]): string {
  const effectful = kinds.filter((kind) => kind.activities !== null);
  return [
    `// ${NOTICE}`,
    "import type { ActivitiesOf } from '@omniroute/kind-sdk/activity';",
    ...effectful.map((kind) => `import { ${kind.activities} } from '../${kind.folder}/activity.ts';`),
    "import type { Kinds, KindType } from './definitions.ts';",
    '',
    '/** Kinds with an activity that is not built yet: the language has them, no server runs them. */',
    'export type UnbuiltKind = { [Type in KindType]: Kinds[Type] extends { activity: { built: false } } ? Type : never }[KindType];',
    '',
    '/** Kinds that act on the world. */',
    'export type EffectfulKind = { [Type in KindType]: Kinds[Type] extends { activity: object } ? Type : never }[KindType];',
    '',
    '/** The activities of all that are built; an incomplete list, or one too many, does not compile. */',
    record(
      'export const activities: { readonly [Type in Exclude<EffectfulKind, UnbuiltKind>]: ActivitiesOf<Kinds[Type]> } =',
      effectful,
      (kind) => kind.activities!,
    ),
    '',
  ].join('\n');
}

function views(kinds: readonly KindFolder[]): string {
  const drawn = kinds.filter((kind) => kind.card !== null || kind.form !== null);
  const facets = (kind: KindFolder) =>
    [kind.card && `card: ${kind.card}`, kind.form && `form: ${kind.form}`].filter(Boolean).join(', ');
  return [
    `// ${NOTICE}`,
    ...drawn.flatMap((kind) => [
      ...(kind.card === null ? [] : [`import { ${kind.card} } from '../${kind.folder}/card.tsx';`]),
      ...(kind.form === null ? [] : [`import { ${kind.form} } from '../${kind.folder}/form.tsx';`]),
    ]),
    '',
    '/** Cards and forms of kinds that have their own; all others are drawn from their definition. */',
    record('export const views =', drawn, (kind) => `{ ${facets(kind)} }`, ' as const'),
    '',
  ].join('\n');
}

function record(head: string, kinds: readonly KindFolder[], value: (kind: KindFolder) => string, tail = ''): string {
  if (kinds.length === 0) return `${head} {}${tail};`;
  const entries = kinds.map((kind) =>
    value(kind) === kind.type ? `  ${kind.type},` : `  ${kind.type}: ${value(kind)},`,
  );
  return [`${head} {`, ...entries, `}${tail};`].join('\n');
}

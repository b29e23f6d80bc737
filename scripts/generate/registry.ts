import type { Tree } from '../guards/tree.ts';
import { type KindFolder, kindFolders } from './kind-folders.ts';
import { type Generated, NOTICE } from './page.ts';

const FOLDER = 'packages/kinds/src/registry';

/** The four lists of kinds, one a door, from the folder names. */
export const registry: readonly Generated[] = [
  { path: `${FOLDER}/definitions.ts`, write: (tree) => definitions(kindFolders(tree)) },
  { path: `${FOLDER}/lowerings.ts`, write: (tree) => lowerings(kindFolders(tree)) },
  { path: `${FOLDER}/activities.ts`, write: (tree) => activities(kindFolders(tree)) },
  { path: `${FOLDER}/views.ts`, write: (tree) => views(kindFolders(tree)) },
];

/** Whether the tree has kinds at all: a tree without them needs no lists. */
export function hasKinds(tree: Tree): boolean {
  return kindFolders(tree).length > 0;
}

function definitions(kinds: readonly KindFolder[]): string {
  return [
    `// ${NOTICE}`,
    ...kinds.map((kind) => `import { ${kind.definition} } from '../${kind.folder}/definition.ts';`),
    '',
    "/** Every kind's definition by its type. */",
    record('export const definitions =', kinds, (kind) => kind.definition, ' as const'),
    '',
    '/** The type of a kind. */',
    'export type KindType = keyof typeof definitions;',
    '',
  ].join('\n');
}

function lowerings(kinds: readonly KindFolder[]): string {
  return [
    `// ${NOTICE}`,
    "import type { Lowering } from '@omniroute/kind-sdk';",
    ...kinds.map((kind) => `import { ${kind.lowering} } from '../${kind.folder}/lower.ts';`),
    "import type { definitions, KindType } from './definitions.ts';",
    '',
    '/** How each kind becomes an engine op; an incomplete list does not compile. */',
    record(
      'export const lowerings: { readonly [Type in KindType]: Lowering<(typeof definitions)[Type]> } =',
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
    "import type { definitions, KindType } from './definitions.ts';",
    '',
    '/** Kinds whose definition declares an activity. */',
    'export type EffectfulKind = {',
    '  [Type in KindType]: (typeof definitions)[Type] extends { readonly activity: object } ? Type : never;',
    '}[KindType];',
    '',
    '/** The activities of each kind that has an effect; a missing, a surplus or a foreign one does not compile. */',
    record(
      'export const activities: { readonly [Type in EffectfulKind]: ActivitiesOf<(typeof definitions)[Type]> } =',
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
    "import type { KindType } from './definitions.ts';",
    '',
    '/** Cards and forms of the kinds that are not drawn and edited from their definition alone. */',
    record(
      'export const views =',
      drawn,
      (kind) => `{ ${facets(kind)} }`,
      ' as const satisfies { readonly [Type in KindType]?: { readonly card?: unknown; readonly form?: unknown } }',
    ),
    '',
  ].join('\n');
}

function record(head: string, kinds: readonly KindFolder[], value: (kind: KindFolder) => string, tail = ''): string {
  const entries = kinds.map((kind) =>
    value(kind) === kind.type ? `  ${kind.type},` : `  ${kind.type}: ${value(kind)},`,
  );
  return [`${head} {`, ...entries, `}${tail};`].join('\n');
}

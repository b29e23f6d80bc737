import { Visitor } from 'rolldown/utils';
import { type Module, modulesOf } from '../guards/module.ts';
import type { Tree } from '../guards/tree.ts';

/** A kind's folder with the names that its files export. */
export interface KindFolder {
  /** Folder name in kebab-case. */
  readonly folder: string;
  /** Its type: the folder name in snake_case. */
  readonly type: string;
  readonly definition: string;
  readonly lowering: string;
  /** `null` for a kind without an effect. */
  readonly activities: string | null;
  readonly card: string | null;
  readonly form: string | null;
}

/** Every kind, by its folder in `packages/kinds/src`, in the order of names. */
export function kindFolders(tree: Tree): readonly KindFolder[] {
  const folders = tree.paths.flatMap((path) => /^packages\/kinds\/src\/([^/]+)\/definition\.ts$/.exec(path)?.[1] ?? []);
  const modules = new Map(modulesOf(tree).map((module) => [module.path, module]));
  return folders.map((folder) => {
    const at = (file: string) => modules.get(`packages/kinds/src/${folder}/${file}`);
    return {
      folder,
      type: folder.replaceAll('-', '_'),
      definition: required(at('definition.ts'), folder, 'definition.ts', /\bdefineKind\(/),
      lowering: required(at('lower.ts'), folder, 'lower.ts', /\b(actL|L)owering</),
      activities: optional(at('activity.ts'), folder, /\bdefineActivities\(/),
      card: optional(at('card.tsx'), folder, /\bCardProps\b/),
      form: optional(at('form.tsx'), folder, /\bFormProps\b/),
    };
  });
}

function required(module: Module | undefined, folder: string, file: string, mark: RegExp): string {
  if (module === undefined) throw new Error(`The kind ${folder} has no ${file}.`);
  return exportWith(module, folder, mark);
}

function optional(module: Module | undefined, folder: string, mark: RegExp): string | null {
  return module === undefined ? null : exportWith(module, folder, mark);
}

/** Name of the one exported declaration whose text has the mark (`defineKind(`, `Lowering<`, `actLowering<`). */
function exportWith(module: Module, folder: string, mark: RegExp): string {
  const names: string[] = [];
  new Visitor({
    ExportNamedDeclaration(node) {
      const declared = node.declaration;
      if (declared === null || !mark.test(module.text.slice(node.start, node.end))) return;
      if (declared.type === 'FunctionDeclaration' && declared.id !== null) names.push(declared.id.name);
      if (declared.type === 'VariableDeclaration') {
        for (const { id } of declared.declarations) if (id.type === 'Identifier') names.push(id.name);
      }
    },
  }).visit(module.program);
  if (names.length !== 1) {
    throw new Error(
      `${module.path} (kind ${folder}) should export one declaration with ${mark.source}; it has ${names.length}.`,
    );
  }
  return names[0]!;
}

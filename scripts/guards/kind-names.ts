import { Visitor } from 'rolldown/utils';
import type { Finding, Guard } from './finding.ts';
import { isTest, type Module, modulesOf } from './module.ts';
import type { Tree } from './tree.ts';

/** Code that serves every kind alike, and so may name none. */
const SHARED = ['packages/engine/', 'packages/simulator/', 'compiler/', 'designer/src/canvas/', 'runtime/'];

/** No engine, simulator, compiler, canvas, host or API code names a kind. */
export const kindNames: Guard = {
  name: 'kind-names',
  check(tree) {
    const types = kindTypes(tree);
    return modulesOf(tree)
      .filter((module) => SHARED.some((folder) => module.path.startsWith(folder)) && !isTest(module.path))
      .flatMap((module) => namesIn(module, types));
  },
};

/** Kind types by their folders, without those that are also names of engine ops or events (`wait`, `activity`): these may be named. */
export function kindTypes(tree: Tree): ReadonlySet<string> {
  const ops = new Set([...opNames(tree), ...eventNames(tree)]);
  const folders = tree.paths.map((path) => /^packages\/kinds\/src\/([^/]+)\/definition\.ts$/.exec(path)?.[1]);
  const types = folders.filter((folder) => folder !== undefined).map((folder) => folder.replaceAll('-', '_'));
  return new Set(types.filter((type) => !ops.has(type)));
}

function opNames(tree: Tree): readonly string[] {
  const path = 'packages/plan/src/ops.ts';
  if (!tree.has(path)) return [];
  return [...tree.read(path).matchAll(/readonly op: '([a-z]+)'/g)].map((match) => match[1]!);
}

function eventNames(tree: Tree): readonly string[] {
  const path = 'packages/engine/src/event.ts';
  if (!tree.has(path)) return [];
  return [...tree.read(path).matchAll(/readonly kind: '([a-z]+)'/g)].map((match) => match[1]!);
}

function namesIn(module: Module, types: ReadonlySet<string>): Finding[] {
  const findings: Finding[] = [];
  const report = (start: number, name: string) =>
    findings.push({
      file: module.path,
      line: module.lineAt(start),
      rule: 'kind-names',
      message: `"${name}" is a kind; ask its definition a question instead of naming it.`,
    });
  new Visitor({
    Literal(node) {
      if (typeof node.value === 'string' && types.has(node.value)) report(node.start, node.value);
    },
    TemplateElement(node) {
      if (node.value.cooked !== null && types.has(node.value.cooked)) report(node.start, node.value.cooked);
    },
    // A key like `human_task:` names the kind too; single words (`transform`, `end`) are ordinary English.
    Identifier(node) {
      if (node.name.includes('_') && types.has(node.name)) report(node.start, node.name);
    },
  }).visit(module.program);
  return findings;
}

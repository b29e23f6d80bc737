import type { Finding, Guard } from './finding.ts';
import { isTest, modulesOf } from './module.ts';
import { folderOf, unitOf } from './ranks.ts';
import type { Tree } from './tree.ts';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** What a workspace declares and what it imports are the same; tests may also use what the root declares. */
export const workspaceDependencies: Guard = {
  name: 'workspace-dependencies',
  check(tree) {
    const manifests = tree.paths.filter((path) => /^(packages\/[^/]+|[^/]+)\/package\.json$/.test(path));
    const root = declared(tree, 'package.json');
    const findings = manifests.flatMap((path) => judge(tree, path, root));
    return [...findings, ...judgeScripts(tree, root)];
  },
};

function judge(tree: Tree, path: string, root: ReadonlySet<string>): Finding[] {
  const unit = unitOf(path);
  if (unit === null) return [];
  const own = declared(tree, path);
  const report = missing(
    tree,
    unit,
    (name, test) => own.has(name) || (test && (root.has(name) || name.startsWith('@omniroute/'))),
  );
  const texts = tree.paths
    .filter((file) => file.startsWith(folderOf(unit)) && file !== path && /\.(tsx?|mjs|css|html)$/.test(file))
    .map((file) => tree.read(file));
  // Until its first source lands a package is a promise; nothing can be said about its imports.
  if (texts.length === 0) return report;
  for (const name of own) {
    const named = new RegExp(`['"]${name.replaceAll('.', '\\.')}(?:/[^'"]*)?['"]`);
    if (name.startsWith('@types/') || platformPackage(name) || texts.some((text) => named.test(text))) continue;
    report.push({
      file: path,
      line: lineOf(tree.read(path), `"${name}"`),
      rule: 'workspace-dependencies',
      message: `${name} is declared and never imported.`,
    });
  }
  return report;
}

/** Scripts have no manifest: the root's is theirs, and packages of ours are always there. */
function judgeScripts(tree: Tree, root: ReadonlySet<string>): Finding[] {
  return missing(tree, 'scripts', (name) => root.has(name) || name.startsWith('@omniroute/'));
}

function missing(tree: Tree, unit: string, allowed: (name: string, test: boolean) => boolean): Finding[] {
  const findings: Finding[] = [];
  for (const module of modulesOf(tree)) {
    if (unitOf(module.path) !== unit) continue;
    for (const found of module.imports) {
      const name = packageName(found.specifier);
      if (name === null || allowed(name, isTest(module.path)) || (found.typeOnly && allowed(`@types/${name}`, true)))
        continue;
      findings.push({
        file: module.path,
        line: found.line,
        rule: 'workspace-dependencies',
        message: `${name} is imported and not declared.`,
      });
    }
  }
  return findings;
}

function packageName(specifier: string): string | null {
  if (
    specifier.startsWith('.') ||
    specifier.startsWith('node:') ||
    specifier.startsWith('#') ||
    specifier.startsWith('virtual:')
  )
    return null;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Binaries per platform are found by a computed name. */
function platformPackage(name: string): boolean {
  return /(linux|darwin|win)-?(x64|arm64)/.test(name);
}

function declared(tree: Tree, path: string): ReadonlySet<string> {
  const manifest = (tree.has(path) ? JSON.parse(tree.read(path)) : {}) as Manifest;
  return new Set(
    Object.keys({ ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }),
  );
}

function lineOf(text: string, part: string): number {
  return text.slice(0, text.indexOf(part)).split('\n').length;
}

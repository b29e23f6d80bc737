import { posix } from 'node:path';
import { parseSync, Visitor } from 'rolldown/utils';
import type { Tree } from './tree.ts';

/** The syntax tree of a module, in ESTree form. */
export type Program = ReturnType<typeof parseSync>['program'];

/** One import of a module, however it is written. */
export interface ModuleImport {
  readonly specifier: string;
  readonly line: number;
  /** `resolve`: `import.meta.resolve(…)`, which names a module without loading it. */
  readonly form: 'static' | 'dynamic' | 'type' | 'resolve';
  /** Erased before running: `import type`, `export type`, `import('…')` in a type. */
  readonly typeOnly: boolean;
  /** Where a relative import leads, as a path from the root; `null` for a package. */
  readonly target: string | null;
}

/** One parsed source file. */
export interface Module {
  readonly path: string;
  readonly text: string;
  readonly program: Program;
  readonly imports: readonly ModuleImport[];
  readonly errors: readonly string[];
  lineAt(offset: number): number;
}

const parsed = new WeakMap<Tree, readonly Module[]>();

/** Every TypeScript and JavaScript module of the tree, parsed once. */
export function modulesOf(tree: Tree): readonly Module[] {
  const known = parsed.get(tree);
  if (known !== undefined) return known;
  const modules = tree.paths
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path))
    .map((path) => parseModule(path, tree.read(path)));
  parsed.set(tree, modules);
  return modules;
}

/** Whether a file is a test, or something measured or run like one: it may also import testing and tooling. */
export function isTest(path: string): boolean {
  return (
    /\.(test|bench|soak)\.tsx?$/.test(path) ||
    path.startsWith('designer/e2e/') ||
    path.startsWith('packages/cli/test/') ||
    /\/(test|bench)\//.test(path)
  );
}

function parseModule(path: string, text: string): Module {
  const result = parseSync(path, text);
  const lineAt = lineFinder(text);
  const imports: ModuleImport[] = [];
  const add = (specifier: string, start: number, form: ModuleImport['form'], typeOnly: boolean) =>
    imports.push({ specifier, line: lineAt(start), form, typeOnly, target: resolveRelative(path, specifier) });

  for (const found of result.module.staticImports) {
    add(found.moduleRequest.value, found.start, 'static', /^import\s+type\b/.test(text.slice(found.start, found.end)));
  }
  for (const statement of result.module.staticExports) {
    const request = statement.entries.find((entry) => entry.moduleRequest !== null)?.moduleRequest;
    const typeOnly = /^export\s+type\b/.test(text.slice(statement.start, statement.end));
    if (request) add(request.value, statement.start, 'static', typeOnly);
  }
  new Visitor({
    ImportExpression(node) {
      if (node.source.type === 'Literal' && typeof node.source.value === 'string')
        add(node.source.value, node.start, 'dynamic', false);
    },
    TSImportType(node) {
      add(String(node.source.value), node.start, 'type', true);
    },
    CallExpression(node) {
      const [first] = node.arguments;
      const called = text.slice(node.callee.start, node.callee.end);
      if (called === 'import.meta.resolve' && first?.type === 'Literal' && typeof first.value === 'string')
        add(first.value, node.start, 'resolve', false);
    },
  }).visit(result.program);
  imports.sort((a, b) => a.line - b.line);
  return { path, text, program: result.program, imports, errors: result.errors.map((error) => error.message), lineAt };
}

function resolveRelative(from: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  return posix.join(posix.dirname(from), specifier.replace(/\?.*$/, ''));
}

function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}

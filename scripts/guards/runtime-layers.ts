import type { Finding, Guard } from './finding.ts';
import { isTest, type ModuleImport, modulesOf } from './module.ts';
import { ourPackage, PURE_UNITS } from './ranks.ts';

/** Inner ranks of runtime: a folder imports lower ones only. `workflows` is judged by rules of its own. */
const LAYERS: Readonly<Record<string, number>> = {
  domain: 0,
  storage: 1,
  codec: 2,
  activities: 3,
  projection: 3,
  ingress: 4,
  worker: 4,
  api: 5,
};

const WORKFLOW_LIBRARY = '@temporalio/workflow';
/** Files that exported projects get: they run there, never here. */
const EJECTED = 'compiler/ejected/';

/** The inside of runtime: inner ranks, the sandbox's imports, the one importer of the compiler. */
export const runtimeLayers: Guard = {
  name: 'runtime-layers',
  check(tree) {
    const findings: Finding[] = [];
    for (const module of modulesOf(tree)) {
      const folder = folderInRuntime(module.path);
      for (const found of module.imports) {
        const problem =
          folder === 'workflows' && !isTest(module.path)
            ? judgeWorkflow(found)
            : judgeOther(module.path, folder, found, isTest(module.path));
        if (problem !== null)
          findings.push({ file: module.path, line: found.line, rule: 'runtime-layers', message: problem });
      }
      if (folder !== null && folder !== 'workflows' && LAYERS[folder] === undefined) {
        findings.push({
          file: module.path,
          line: 0,
          rule: 'runtime-layers',
          message: `runtime/src/${folder} is not in the design's layout.`,
        });
      }
    }
    return findings;
  },
};

function folderInRuntime(path: string): string | null {
  return /^runtime\/src\/([^/]+)/.exec(path)?.[1] ?? null;
}

function judgeWorkflow(found: ModuleImport): string | null {
  if (found.target !== null) {
    return found.target.startsWith('runtime/src/workflows/')
      ? null
      : `workflows may not import ${found.target}: it runs in the sandbox.`;
  }
  if (found.specifier === WORKFLOW_LIBRARY || found.specifier === '@temporalio/common') return null;
  const ours = ourPackage(found.specifier);
  if (ours !== null && PURE_UNITS.includes(ours.unit) && ours.unit !== 'compiler' && ours.unit !== 'simulator')
    return null;
  return `workflows imports the pure core, ${WORKFLOW_LIBRARY} and @temporalio/common only; not ${found.specifier}.`;
}

function judgeOther(path: string, folder: string | null, found: ModuleImport, test: boolean): string | null {
  if (found.specifier === WORKFLOW_LIBRARY && !test && !path.startsWith(EJECTED))
    return `Only runtime/src/workflows imports ${WORKFLOW_LIBRARY}.`;
  if (folder === null) return null;
  if (
    ourPackage(found.specifier)?.unit === 'compiler' &&
    !test &&
    !/^runtime\/src\/api\/publish(\.ts$|\/)/.test(path)
  ) {
    return 'Only runtime/src/api/publish imports the compiler.';
  }
  const from = LAYERS[folder];
  const target = found.target === null ? null : folderInRuntime(found.target);
  const to = target === null ? undefined : LAYERS[target];
  if (from === undefined || to === undefined || target === folder || test) return null;
  return to < from
    ? null
    : `${folder} may not import ${target}: domain < storage < codec < activities, projection < ingress, worker < api.`;
}

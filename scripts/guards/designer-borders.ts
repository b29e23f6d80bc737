import type { Finding, Guard } from './finding.ts';
import { isTest, modulesOf } from './module.ts';
import { ourPackage } from './ranks.ts';

const COMPILER_WORKER = 'designer/src/problems/compiler.worker.ts';

/** The inside of designer: the compiler lives in one worker, the page never imports the collaboration server. */
export const designerBorders: Guard = {
  name: 'designer-borders',
  check(tree) {
    const findings: Finding[] = [];
    for (const module of modulesOf(tree)) {
      if (!module.path.startsWith('designer/src/')) continue;
      for (const found of module.imports) {
        const report = (message: string) =>
          findings.push({ file: module.path, line: found.line, rule: 'designer-borders', message });
        if (found.target?.startsWith('designer/sync/')) report('designer/src never imports designer/sync.');
        if (
          ourPackage(found.specifier)?.unit === 'compiler' &&
          module.path !== COMPILER_WORKER &&
          !isTest(module.path)
        ) {
          report(`Only ${COMPILER_WORKER} imports the compiler.`);
        }
      }
    }
    return findings;
  },
};

import type { Finding, Guard } from './finding.ts';
import { type Module, modulesOf } from './module.ts';

/** No file reaches itself through imports that exist at run time. Types may refer to each other: they are erased. */
export const importCycles: Guard = {
  name: 'import-cycles',
  check(tree) {
    const modules = new Map(modulesOf(tree).map((module) => [module.path, module]));
    const state = new Map<string, 'open' | 'done'>();
    const findings: Finding[] = [];
    const trail: string[] = [];

    const visit = (module: Module) => {
      state.set(module.path, 'open');
      trail.push(module.path);
      for (const found of module.imports) {
        const next =
          found.target === null || found.typeOnly || found.form === 'resolve' ? undefined : modules.get(found.target);
        if (next === undefined) continue;
        if (state.get(next.path) === 'open') {
          const cycle = [...trail.slice(trail.indexOf(next.path)), next.path];
          findings.push({
            file: module.path,
            line: found.line,
            rule: 'import-cycles',
            message: `Circle: ${cycle.join(' > ')}`,
          });
        } else if (state.get(next.path) === undefined) visit(next);
      }
      trail.pop();
      state.set(module.path, 'done');
    };
    for (const module of modules.values()) if (state.get(module.path) === undefined) visit(module);
    return findings;
  },
};

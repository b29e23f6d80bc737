import type { Finding, Guard } from './finding.ts';
import { isTest, type ModuleImport, modulesOf } from './module.ts';
import { IMPORTED_BY_NOBODY, ourPackage, UNITS, unitOf } from './ranks.ts';

/** Imports point down only: the table of docs/design.md section 2. */
export const importRanks: Guard = {
  name: 'import-ranks',
  check(tree) {
    const findings: Finding[] = [];
    for (const module of modulesOf(tree)) {
      const from = unitOf(module.path);
      if (from === null) continue;
      for (const found of module.imports) {
        const to = ourPackage(found.specifier)?.unit;
        if (to === undefined || to === from || found.form === 'resolve') continue;
        const problem = judge(from, to, isTest(module.path), found);
        if (problem !== null)
          findings.push({ file: module.path, line: found.line, rule: 'import-ranks', message: problem });
      }
    }
    return findings;
  },
};

function judge(from: string, to: string, test: boolean, found: ModuleImport): string | null {
  const source = UNITS[from];
  const target = UNITS[to];
  if (source === undefined) return `${from} is not in the table of ranks (scripts/guards/ranks.ts).`;
  if (target === undefined) return `${to} is not in the table of ranks (scripts/guards/ranks.ts).`;
  if (IMPORTED_BY_NOBODY.includes(to)) return `${to} is a process of its own: start it, nobody imports it.`;
  if (test && (to === 'testing' || to === 'tooling')) return null;
  if (to === 'testing' && from !== 'scripts') return 'testing is for tests only.';
  if (source.typesOnly === true && !found.typeOnly) return `${from} imports types only.`;
  if (from === 'cli' && target.rank === 7 && !found.typeOnly && found.form !== 'dynamic')
    return `cli loads ${to} by dynamic import only.`;
  if (source.mayImport !== undefined) {
    return source.mayImport.includes(to) ? null : `${from} may import only ${list(source.mayImport)}; not ${to}.`;
  }
  if (target.rank < source.rank) return null;
  return `${from} (rank ${source.rank}) may not import ${to} (rank ${target.rank}).`;
}

function list(units: readonly string[]): string {
  return units.length === 0 ? 'nothing of ours' : units.join(', ');
}

import type { Finding, Guard } from './finding.ts';
import { isTest, modulesOf } from './module.ts';
import { folderOf, ourPackage, unitOf } from './ranks.ts';
import type { Tree } from './tree.ts';

/** Never another package's inside: relative imports stay in the package, others go through a declared door. */
export const packageDoors: Guard = {
  name: 'package-doors',
  check(tree) {
    const findings: Finding[] = [];
    for (const module of modulesOf(tree)) {
      const unit = unitOf(module.path);
      if (unit === null) continue;
      for (const found of module.imports) {
        const report = (message: string) =>
          findings.push({ file: module.path, line: found.line, rule: 'package-doors', message });
        if (found.target !== null) {
          if (found.target.startsWith(folderOf(unit))) continue;
          if (isTest(module.path) && found.target.startsWith('templates/') && found.target.endsWith('.json')) continue;
          report(`${found.specifier} leaves the package; import it by its name.`);
          continue;
        }
        const ours = ourPackage(found.specifier);
        if (ours === null) continue;
        const doors = doorsOf(tree, ours.unit);
        if (ours.unit === unit) report(`${unit} imports itself by name; use a relative path.`);
        else if (doors === null) report(`There is no package @omniroute/${ours.unit}.`);
        else if (!doors.includes(ours.door))
          report(`@omniroute/${ours.unit} has no door "${ours.door}"; it has ${doors.join(', ')}.`);
      }
    }
    return findings;
  },
};

function doorsOf(tree: Tree, unit: string): readonly string[] | null {
  const path = `${folderOf(unit)}package.json`;
  if (!tree.has(path)) return null;
  const manifest = JSON.parse(tree.read(path)) as { exports?: Record<string, unknown> };
  return Object.keys(manifest.exports ?? {});
}

import type { Finding, Guard } from './finding.ts';
import { isTest, modulesOf } from './module.ts';
import { isPure, ourPackage } from './ranks.ts';

type World = 'pure' | 'browser' | 'node';

/** Doors that open in one world only; all others are pure. */
const DOORS: Readonly<Record<string, World>> = {
  '@omniroute/telemetry': 'node',
  '@omniroute/tooling': 'node',
  '@omniroute/server-kit': 'node',
  '@omniroute/kinds/activities': 'node',
  '@omniroute/kind-sdk/activity': 'node',
  '@omniroute/kinds/views': 'browser',
  '@omniroute/kind-sdk/views': 'browser',
  '@omniroute/ui': 'browser',
};

/** A module imports the doors of its own world and pure ones: no Node in the pure core or the browser, no React in a server. */
export const worlds: Guard = {
  name: 'worlds',
  check(tree) {
    const findings: Finding[] = [];
    for (const module of modulesOf(tree)) {
      const world = worldOf(module.path);
      if (world === null || isTest(module.path)) continue;
      for (const found of module.imports) {
        const needs = found.specifier.startsWith('node:')
          ? 'node'
          : DOORS[ourPackage(found.specifier) ? found.specifier : ''];
        if (needs === undefined || needs === world || found.typeOnly) continue;
        findings.push({
          file: module.path,
          line: found.line,
          rule: 'worlds',
          message: `${found.specifier} belongs to the ${needs} world; this file is of the ${world} world.`,
        });
      }
    }
    return findings;
  },
};

function worldOf(path: string): World | null {
  if (isPure(path)) return 'pure';
  if (/^(designer|packages\/ui)\/src\//.test(path) || /^packages\/kinds\/src\/.*(card|form)\.tsx$/.test(path))
    return 'browser';
  if (/^(runtime|ai-gateway|packages\/(server-kit|telemetry|tooling|commerce-sandbox|cli))\/src\//.test(path))
    return 'node';
  return /^packages\/kinds\/src\/[^/]+\/activity\.ts$/.test(path) ? 'node' : null;
}

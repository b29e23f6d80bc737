import type { Finding, Guard } from './finding.ts';
import { isTest, type ModuleImport, modulesOf } from './module.ts';

/** What each facet of a kind may import, besides files of its own folder. */
const FACETS: Readonly<Record<string, readonly string[]>> = {
  'definition.ts': ['@omniroute/kind-sdk', 'typebox'],
  'lower.ts': ['@omniroute/kind-sdk'],
};

/** A kind is one folder: it never imports another kind, and each facet keeps to its own imports. */
export const kindFacets: Guard = {
  name: 'kind-facets',
  check(tree) {
    const findings: Finding[] = [];
    for (const module of modulesOf(tree)) {
      const match = /^packages\/kinds\/(src\/[^/]+|template)\/(.+)$/.exec(module.path);
      if (match === null || match[1] === 'src/registry') continue;
      const folder = `packages/kinds/${match[1]}/`;
      for (const found of module.imports) {
        const problem = judge(folder, match[2]!, found, isTest(module.path));
        if (problem !== null)
          findings.push({ file: module.path, line: found.line, rule: 'kind-facets', message: problem });
      }
    }
    return findings;
  },
};

function judge(folder: string, file: string, found: ModuleImport, test: boolean): string | null {
  if (found.target !== null && !found.target.startsWith(folder)) {
    return `A kind never imports outside its own folder (${found.specifier}); what kinds share lives in kind-sdk.`;
  }
  if (test) return null;
  const allowed = FACETS[file];
  if (allowed === undefined) return null;
  if (found.target === null) {
    return allowed.includes(found.specifier)
      ? null
      : `${file} imports ${allowed.join(' and ')} only; not ${found.specifier}.`;
  }
  if (file === 'definition.ts') return `definition.ts imports no other file of its kind.`;
  if (found.target !== `${folder}definition.ts`) return `lower.ts knows its own definition only.`;
  return found.typeOnly ? null : 'lower.ts imports its definition as a type (import type).';
}

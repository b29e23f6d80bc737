import type { Finding, Guard } from './finding.ts';
import { type LockedPackage, lockedPackages } from './lockfile.ts';

const SHIPPED: readonly string[] = [
  'MIT',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'PostgreSQL',
];
/** For build and test only, unmodified. */
const TOOLS: readonly string[] = [...SHIPPED, 'MPL-2.0', 'CC-BY-4.0'];

/** Build tools that stand among ordinary dependencies: the first start builds the designer, the worker bundles its sandbox. */
const BUILD_TOOLS: readonly string[] = ['vite', '@vitejs/plugin-react', '@tailwindcss/vite', 'tailwindcss', 'webpack'];

/** Accepted by a decision of their own (licence-exceptions.decision.md), for exactly this licence. */
const EXCEPTIONS: Readonly<Record<string, string>> = { 'fs-monkey': 'Unlicense', unionfs: 'Unlicense' };

/** Packages that state their licence only in a file, read by eye. */
const READ_BY_EYE: Readonly<Record<string, string>> = { unionfs: 'Unlicense' };

/** Every installed package has a licence that the project accepts (docs/design.md section 10). */
export const licences: Guard = {
  name: 'licences',
  check(tree) {
    if (!tree.has('package-lock.json')) return [];
    const locked = lockedPackages(tree);
    const shipped = reachable(locked);
    const findings: Finding[] = [];
    for (const [path, entry] of Object.entries(locked)) {
      if (!path.includes('node_modules/') || entry.link === true) continue;
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      const licence = entry.license ?? READ_BY_EYE[name];
      const allowed = shipped.has(path) ? SHIPPED : TOOLS;
      if (licence !== undefined && (allows(licence, allowed) || EXCEPTIONS[name] === licence)) continue;
      const use = shipped.has(path) ? 'shipped' : 'a build or test tool';
      findings.push({
        file: 'package-lock.json',
        line: 0,
        rule: 'licences',
        message: `${name}@${entry.version ?? '?'} (${use}) has licence ${licence ?? 'not stated'}.`,
      });
    }
    return findings;
  },
};

/** Whether an SPDX expression can be satisfied: one of an OR, all of an AND. */
export function allows(expression: string, allowed: readonly string[]): boolean {
  const plain = expression.replace(/[()]/g, ' ').trim();
  return plain
    .split(/\s+OR\s+/)
    .some((choice) => choice.split(/\s+AND\s+/).every((licence) => allowed.includes(licence.trim())));
}

/** Lock paths that ship: reachable from the workspaces' dependencies without passing a build tool. */
function reachable(locked: Readonly<Record<string, LockedPackage>>): ReadonlySet<string> {
  const seen = new Set<string>();
  const queue = Object.keys(locked).filter((path) => !path.includes('node_modules/'));
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    const entry = locked[path];
    for (const name of Object.keys({
      ...entry?.dependencies,
      ...entry?.optionalDependencies,
      ...entry?.peerDependencies,
    })) {
      const found = BUILD_TOOLS.includes(name) ? null : locate(locked, path, name);
      if (found === null || seen.has(found)) continue;
      seen.add(found);
      if (locked[found]?.link !== true) queue.push(found);
    }
  }
  return seen;
}

/** Node's lookup: the nearest `node_modules` from the dependant outwards. */
function locate(locked: Readonly<Record<string, LockedPackage>>, from: string, name: string): string | null {
  for (let folder = from; ; folder = folder.includes('/') ? folder.slice(0, folder.lastIndexOf('/')) : '') {
    const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (locked[path] !== undefined) return path;
    if (folder === '') return null;
  }
}

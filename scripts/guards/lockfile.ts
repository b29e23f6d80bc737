import type { Finding, Guard } from './finding.ts';
import type { Tree } from './tree.ts';

/** One entry of `packages` in package-lock.json, as far as the guards read it. */
export interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const PUBLIC = 'https://registry.npmjs.org/';

/** The lockfile works for everybody: no entry is fetched from a private host. */
export const lockfile: Guard = {
  name: 'lockfile',
  check(tree) {
    if (!tree.has('package-lock.json')) {
      return [{ file: 'package-lock.json', line: 0, rule: 'lockfile', message: 'The lockfile is missing.' }];
    }
    const findings: Finding[] = [];
    for (const [path, entry] of Object.entries(lockedPackages(tree))) {
      if (entry.resolved === undefined || entry.link === true || entry.resolved.startsWith(PUBLIC)) continue;
      findings.push({
        file: 'package-lock.json',
        line: lineOf(tree.read('package-lock.json'), entry.resolved),
        rule: 'lockfile',
        message: `${path} is fetched from another place than ${PUBLIC}.`,
      });
    }
    return findings;
  },
};

/** All entries of the lockfile by their path (`node_modules/ajv`, `packages/cli`, `` for the root). */
export function lockedPackages(tree: Tree): Readonly<Record<string, LockedPackage>> {
  return (JSON.parse(tree.read('package-lock.json')) as { packages: Record<string, LockedPackage> }).packages;
}

function lineOf(text: string, part: string): number {
  return text.slice(0, text.indexOf(part)).split('\n').length;
}

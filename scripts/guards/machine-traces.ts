import type { Finding, Guard } from './finding.ts';

const TEXT =
  /\.(ts|tsx|mjs|js|json|jsonc|md|css|html|ya?ml|toml|sql|sh|txt|svg|npmrc|gitignore|gitattributes)$|(^|\/)[A-Za-z.]+$/;

/** What a machine leaves behind in a file. Written in pieces, so that this file has none. */
const TRACES: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  {
    pattern: new RegExp(`(?<![\\w.@~-])/(?:${['work', 'root', 'home/[a-z]+', 'Users/[A-Za-z]+'].join('|')})(?:/|\\b)`),
    what: 'a path of one machine',
  },
  { pattern: new RegExp(`\\.\\./${'shared'}/|/tmp/[a-z_]*${'jobs'}`), what: 'a path of one machine' },
  {
    pattern:
      /https?:\/\/(?!registry\.npmjs\.org)[^\s"'/]*(?:registry|artifactory|verdaccio|nexus|pypi|mirror)[^\s"'/]*/i,
    what: 'a registry host',
  },
  { pattern: /^\s*(?:\/\/registry|registry\s*=)(?!.*registry\.npmjs\.org)/, what: 'a registry host' },
];

/** Nothing in the project names the machine it was written on. */
export const machineTraces: Guard = {
  name: 'machine-traces',
  check(tree) {
    const findings: Finding[] = [];
    for (const path of tree.paths) {
      if (!TEXT.test(path)) continue;
      tree
        .read(path)
        .split('\n')
        .forEach((text, index) => {
          for (const { pattern, what } of TRACES) {
            const found = pattern.exec(text)?.[0];
            if (found !== undefined) {
              findings.push({
                file: path,
                line: index + 1,
                rule: 'machine-traces',
                message: `"${found.trim()}" is ${what}.`,
              });
            }
          }
        });
    }
    return findings;
  },
};

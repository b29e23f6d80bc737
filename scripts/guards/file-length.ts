import type { Finding, Guard } from './finding.ts';
import { isTest } from './module.ts';
import type { Tree } from './tree.ts';

const MOST = 500;
const MEDIAN = 100;
const USUAL = 300;
const USUAL_SHARE = 0.9;

/** A dated reason inside the file: `// Long file, 2026-01-31: …`. */
const NOTE = /Long file, \d{4}-\d{2}-\d{2}: \S/;

/** Lengths of the sources, in lines; tests, generated files and data are not counted. */
export interface LengthFigures {
  readonly files: number;
  readonly median: number;
  /** Share of files with at most 300 lines, 0 to 1. */
  readonly usualShare: number;
}

/** Most files are small: median 100 lines, nine in ten at most 300, none over 500 without a dated note. */
export const fileLength: Guard = {
  name: 'file-length',
  check(tree) {
    const findings: Finding[] = [];
    for (const path of tree.paths.filter(isSource)) {
      const lines = countLines(tree.read(path));
      if (lines <= MOST || NOTE.test(tree.read(path))) continue;
      const message = `${lines} lines; over ${MOST} needs a note "Long file, YYYY-MM-DD: why", or better a second file.`;
      findings.push({ file: path, line: lines, rule: 'file-length', message });
    }
    const { files, median, usualShare } = lengthFigures(tree);
    if (files > 0 && median > MEDIAN) {
      findings.push({
        file: '.',
        line: 0,
        rule: 'file-length',
        message: `The median file has ${median} lines; at most ${MEDIAN}.`,
      });
    }
    if (files > 0 && usualShare < USUAL_SHARE) {
      const share = `${Math.round(usualShare * 100)} %`;
      findings.push({
        file: '.',
        line: 0,
        rule: 'file-length',
        message: `${share} of files have at most ${USUAL} lines; nine in ten should.`,
      });
    }
    return findings;
  },
};

/** The figures of section 1 of the house style, over sources without tests. */
export function lengthFigures(tree: Tree): LengthFigures {
  const lengths = tree.paths
    .filter((path) => isSource(path) && !isTest(path))
    .map((path) => countLines(tree.read(path)))
    .sort((a, b) => a - b);
  const usual = lengths.filter((length) => length <= USUAL).length;
  return {
    files: lengths.length,
    median: lengths[Math.floor((lengths.length - 1) / 2)] ?? 0,
    usualShare: lengths.length === 0 ? 1 : usual / lengths.length,
  };
}

function isSource(path: string): boolean {
  return /\.(ts|tsx|mjs|css)$/.test(path) && !/\.gen\.ts$|\/(cases|fixtures|histories|registry)\//.test(path);
}

function countLines(text: string): number {
  return text === '' ? 0 : text.replace(/\n$/, '').split('\n').length;
}

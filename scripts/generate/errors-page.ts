import { DIAGNOSTIC_CODES, type DiagnosticCodeEntry } from '@omniroute/errors';
import { type Generated, NOTICE } from './page.ts';

const GROUPS: Readonly<Record<string, string>> = {
  OR1: 'Shape of the document',
  OR2: 'References',
  OR3: 'The graph',
  OR4: 'Expressions and types',
  OR5: 'Effects and limits',
  OR6: 'Kinds',
};

const SEVERITY: Readonly<Record<DiagnosticCodeEntry['severity'], string>> = {
  error: 'Error: the service cannot be published.',
  warning: 'Warning: it can be published, but look at it first.',
  hint: 'Hint: nothing is wrong; it could be better.',
};

/** A section for each diagnostic code: the same text that `omniroute explain CODE` prints. */
export const errorsPage: Generated = {
  path: 'docs/reference/errors.md',
  write() {
    const codes = Object.entries(DIAGNOSTIC_CODES).sort(([a], [b]) => (a < b ? -1 : 1));
    const sections = Object.entries(GROUPS).flatMap(([prefix, title]) => [
      `## ${title} (${prefix}xxx)\n`,
      ...codes.filter(([code]) => code.startsWith(prefix)).map(([code, entry]) => section(code, entry)),
    ]);
    return [
      '# Findings of the compiler\n',
      'Every finding has a code, names the node and the field, and says what to do. `omniroute explain CODE` prints a section of this page.\n',
      `${NOTICE}\n`,
      ...sections,
    ].join('\n');
  },
};

function section(code: string, entry: DiagnosticCodeEntry): string {
  return `### ${code} ${entry.title}\n\n${SEVERITY[entry.severity]}\n\n> ${wording(entry.message)}\n\n${entry.explain}\n`;
}

/** Places of a wording as they stand in a sentence: `{node}` becomes ‹node›. */
function wording(message: string): string {
  return message.replace(/\{([a-z_]+)\}/g, '‹$1›');
}

import type { Diagnostic } from '@omniroute/errors';

/** Findings for people: place, code, sentence, the line of the text with a mark under it, and the way out. */
export function renderDiagnostics(
  findings: readonly Diagnostic[],
  source: { readonly file: string; readonly text: string },
): string {
  const lines = source.text.split('\n');
  return findings.map((finding) => render(finding, source.file, lines)).join('\n');
}

function render(finding: Diagnostic, file: string, lines: readonly string[]): string {
  const { line, column, severity, code, message } = finding;
  const place = line === undefined ? file : `${file}:${line}:${column}`;
  const out = [`${place}  ${severity} ${code}  ${message}`];
  const text = line === undefined ? undefined : lines[line - 1];
  if (text !== undefined && column !== undefined) {
    const number = String(line);
    out.push(`  ${number} | ${text.slice(0, 160)}`);
    if (column <= 160) out.push(`  ${' '.repeat(number.length)} | ${' '.repeat(Math.max(0, column - 1))}^`);
  }
  if (finding.path !== undefined && finding.path.length > 0)
    out.push(
      `    path: ${finding.path.map((step) => (step.port === undefined ? step.node : `${step.node} (${step.port})`)).join(' → ')}`,
    );
  if (finding.fix !== undefined) out.push('    a fix is known: omniroute fix');
  return `${out.join('\n')}\n`;
}

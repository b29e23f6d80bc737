import type { RunReport } from '@omniroute/plan';

/** A run's report for people. */
export function reportText(report: RunReport): string {
  const path = report.path
    .map(({ node, iteration, status, at }) => `  ${at.padEnd(12)} ${`${node}#${iteration}`.padEnd(32)} ${status}\n`)
    .join('');
  const error = report.error === null ? '' : `error     ${report.error.code}: ${report.error.message}\n`;
  const word = report.end_status === undefined ? '' : ` (${report.end_status})`;
  return `status    ${report.status}${word}\nduration  ${report.duration}\n${error}output    ${JSON.stringify(report.output)}\n${path}`;
}

import { FINAL_RUN_STATUSES, type RunReport } from '@omniroute/plan';
import { EXIT, type ExitCode } from './exit-codes.ts';

/** A run that failed is a finding; one that rests in a wait, which only the simulator reports, is not. */
export function exitOf({ status }: Pick<RunReport, 'status'>): ExitCode {
  return status !== 'completed' && FINAL_RUN_STATUSES.includes(status) ? EXIT.findings : EXIT.fine;
}

/** A run's report for people. */
export function reportText(report: RunReport): string {
  const path = report.path
    .map(({ node, iteration, status, at }) => `  ${at.padEnd(12)} ${`${node}#${iteration}`.padEnd(32)} ${status}\n`)
    .join('');
  const error = report.error === null ? '' : `error     ${report.error.code}: ${report.error.message}\n`;
  const word = report.end_status === undefined ? '' : ` (${report.end_status})`;
  return `status    ${report.status}${word}\nduration  ${report.duration}\n${error}output    ${JSON.stringify(report.output)}\n${path}`;
}

import type { RunDetail } from '@omniroute/contracts';
import { type Call, printJson } from '../../command.ts';
import type { ExitCode } from '../../exit-codes.ts';
import { reportOf } from '../../report-of.ts';
import { exitOf } from '../../report-text.ts';
import { ask, needed } from './ask.ts';

/** `runs show`: how a run stands, its visits by the keys that operations name, and what people did to it. */
export async function showRun(call: Call, [run]: readonly string[]): Promise<ExitCode> {
  const detail = await ask<RunDetail>(call, 'GET', `/runs/${encodeURIComponent(needed(run, 'the id of a run'))}`);
  if (call.json) printJson(call, reportOf(detail));
  else call.terminal.out(textOf(detail));
  return exitOf(detail);
}

function textOf(run: RunDetail): string {
  const word = run.end_status === null ? '' : ` (${run.end_status})`;
  const facts = [
    ['service', `${run.service}@${run.version}`],
    ['status', `${run.status}${word}`],
    ['started', run.started_at],
    ...(run.ended_at === null ? [] : [['ended', run.ended_at]]),
    ...(run.error === null ? [] : [['error', `${run.error.code}: ${run.error.message}`]]),
    ...(run.incident === null ? [] : [['incident', `the undo ${run.incident.key} failed: retry-undo or skip-undo`]]),
    ...(run.output === null ? [] : [['output', JSON.stringify(run.output)]]),
  ];
  const width = Math.max(0, ...run.visits.map(({ key }) => key.length));
  const visits = run.visits.map(({ started_at, key, status, attempts, error }) => {
    const tried = attempts > 1 ? `, ${attempts} attempts` : '';
    return `  ${started_at}  ${key.padEnd(width)}  ${status}${tried}${error === null ? '' : ` (${error.code})`}\n`;
  });
  const operations = run.operations.map(
    ({ at, action, by, reason, key, variable }) =>
      `  ${at}  ${[action, key ?? variable ?? ''].join(' ').trim()} by ${by}: ${reason}\n`,
  );
  const head = facts.map(([name = '', value]) => `${name.padEnd(10)}${value}\n`).join('');
  return `${head}${visits.join('')}${operations.length === 0 ? '' : `what people did\n${operations.join('')}`}`;
}

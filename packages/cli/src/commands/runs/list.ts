import type { RunSummary } from '@omniroute/contracts';
import { type Call, printJson, textOption } from '../../command.ts';
import { cliErrors } from '../../errors.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { ask } from './ask.ts';

/** Runs shown where nobody says how many. */
const USUAL = 50;
/** Runs that one page of the API has at most. */
const PAGE = 100;
/** Options that are questions to the API, by their name there. */
const FILTERS = {
  service: 'service',
  version: 'version',
  status: 'status',
  'business-key': 'business_key',
  since: 'since',
  until: 'until',
} as const;

/** `runs list`: the newest first, page after page until there are as many as were asked for. */
export async function listRuns(call: Call): Promise<ExitCode> {
  const limit = limitOf(call);
  const runs: RunSummary[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: `${Math.min(PAGE, limit - runs.length)}` });
    for (const [option, name] of Object.entries(FILTERS)) {
      const value = textOption(call, option);
      if (value !== undefined) query.set(name, value);
    }
    if (cursor !== null) query.set('cursor', cursor);
    const page: { items: RunSummary[]; next: string | null } = await ask(call, 'GET', `/runs?${query}`);
    runs.push(...page.items);
    cursor = page.next;
  } while (cursor !== null && runs.length < limit);
  if (call.json) printJson(call, { runs, more: cursor !== null });
  else call.terminal.out(tableOf(runs, cursor !== null));
  return EXIT.fine;
}

function limitOf(call: Call): number {
  const got = textOption(call, 'limit');
  if (got === undefined) return USUAL;
  const limit = Number(got);
  if (!Number.isInteger(limit) || limit < 1) throw cliErrors.fault('cli.number', { option: 'limit', got });
  return limit;
}

function tableOf(runs: readonly RunSummary[], isMore: boolean): string {
  if (runs.length === 0) return 'No runs.\n';
  const rows = runs.map(({ id, started_at, service, version, status, end_status: word }) => [
    id,
    started_at,
    `${service}@${version}`,
    word === null ? status : `${status} (${word})`,
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => `${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}\n`);
  return `${lines.join('')}${isMore ? 'There are more: --limit says how many are shown.\n' : ''}`;
}

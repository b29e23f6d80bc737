import { closestName } from '@omniroute/primitives';
import type { Command } from '../../command.ts';
import { cliErrors } from '../../errors.ts';
import { listRuns } from './list.ts';
import { operate, VERBS } from './operate.ts';
import { showRun } from './show.ts';

const ALL = ['list', 'show', ...VERBS];

export const runs: Command = {
  name: 'runs',
  usage: 'runs [list | show RUN | VERB RUN [KEY | NAME VALUE] --reason WHY]',
  summary: `Lists runs, shows one, or acts on one: ${VERBS.join(', ')}.`,
  options: {
    service: { type: 'string' },
    version: { type: 'string' },
    status: { type: 'string' },
    'business-key': { type: 'string' },
    since: { type: 'string' },
    until: { type: 'string' },
    limit: { type: 'string' },
    reason: { type: 'string', short: 'r' },
    compensate: { type: 'string' },
    output: { type: 'string' },
    port: { type: 'string' },
  },
  optionHelp: {
    service: 'list: runs of this service.',
    version: 'list: runs of this version of it.',
    status: 'list: running, paused, incident, completed, failed, compensated, cancelled or terminated.',
    'business-key': 'list: runs with this business key of their service, as name:value.',
    since: 'list: started at this instant or later, as 2026-01-05T09:00:00Z.',
    until: 'list: started before this instant.',
    limit: 'list: how many, 50 if nothing is said.',
    reason: 'Why it is done; kept with the run for ever. Every verb needs it.',
    compensate: 'cancel: yes or no, whether what the run did is undone; else its service says so.',
    output: 'skip: what the step is to have given, as JSON, a file of it, or -.',
    port: 'skip: the outcome of a task, or the event of a wait that has several.',
  },
  operands: 'many',
  async run(call) {
    const [verb = 'list', ...rest] = call.arguments;
    if (verb === 'list') return listRuns(call);
    if (verb === 'show') return showRun(call, rest);
    if (VERBS.includes(verb)) return operate(call, verb, rest);
    const close = closestName(verb, ALL);
    const problem = `runs knows no "${verb}"${close === undefined ? '' : `; did you mean ${close}?`}`;
    throw cliErrors.fault('cli.unknown_option', { command: 'runs', problem });
  },
};

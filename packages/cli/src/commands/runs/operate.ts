import type { OperateRun, RunOperated } from '@omniroute/contracts';
import { type Call, printJson, textOption } from '../../command.ts';
import { cliErrors } from '../../errors.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { readValue } from '../../files.ts';
import { ask, needed } from './ask.ts';

type Given = Omit<OperateRun, 'reason'>;

/** What each verb asks for, made of what follows the run. */
const OPERATIONS: Readonly<Record<string, (call: Call, rest: readonly string[]) => Given | Promise<Given>>> = {
  pause: () => ({ action: 'pause' }),
  resume: () => ({ action: 'resume' }),
  terminate: () => ({ action: 'terminate' }),
  cancel: (call) => ({ action: 'cancel', ...compensation(call) }),
  retry: (_, [key]) => ({ action: 'retry', key: visit(key) }),
  'retry-undo': (_, [key]) => ({ action: 'retry_undo', key: visit(key) }),
  'skip-undo': (_, [key]) => ({ action: 'skip_undo', key: visit(key) }),
  skip: async (call, [key]) => {
    const [output, port] = [textOption(call, 'output'), textOption(call, 'port')];
    return {
      action: 'skip',
      key: visit(key),
      ...(output === undefined ? {} : { output: await readValue(call.terminal, output) }),
      ...(port === undefined ? {} : { port }),
    };
  },
  set: async (call, [variable, value]) => ({
    action: 'set_variable',
    variable: needed(variable, 'the name of a variable'),
    value: await readValue(call.terminal, needed(value, 'a value, as JSON')),
  }),
};

/** Verbs that act on a run. */
export const VERBS: readonly string[] = Object.keys(OPERATIONS);

/** Acts on a run as the verb says; the reason is kept with it for ever. */
export async function operate(call: Call, verb: string, [run, ...rest]: readonly string[]): Promise<ExitCode> {
  const make = OPERATIONS[verb];
  if (make === undefined) throw new Error(`"${verb}" acts on nothing`);
  const id = needed(run, 'the id of a run');
  const body: OperateRun = { ...(await make(call, rest)), reason: needed(textOption(call, 'reason'), '--reason') };
  const done = await ask<RunOperated>(call, 'POST', `/runs/${encodeURIComponent(id)}/operations`, body);
  if (call.json) printJson(call, done);
  else call.terminal.out(done.again === null ? 'Done.\n' : `Done; it begins again as ${done.again}.\n`);
  return EXIT.fine;
}

function visit(key: string | undefined): string {
  return needed(key, 'the key of a visit, as "runs show" tells it');
}

/** Without the option the service's own policy says whether what was done is undone. */
function compensation(call: Call): { compensate?: boolean } {
  const said = textOption(call, 'compensate');
  if (said === undefined) return {};
  if (said !== 'yes' && said !== 'no')
    throw cliErrors.fault('cli.unknown_option', {
      command: 'runs',
      problem: `--compensate takes yes or no, not "${said}".`,
    });
  return { compensate: said === 'yes' };
}

import type { RunReport, Scenario } from '@omniroute/plan';
import { simulate } from '@omniroute/simulator';
import type { Command } from '../command.ts';
import { printJson, textOption } from '../command.ts';
import { soundPlan } from '../compile-file.ts';
import { cliErrors } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { readScenario, readValue } from '../files.ts';
import { reportText } from '../report-text.ts';

export const simulateCommand: Command = {
  name: 'simulate',
  usage: 'simulate FILE (--scenario S | --input I) [--format json]',
  summary: 'Runs a service in the simulator: virtual time, scripted answers, nothing outside is touched.',
  options: { scenario: { type: 'string', short: 's' }, input: { type: 'string', short: 'i' } },
  optionHelp: { scenario: 'A scenario file.', input: 'The input: JSON, or a file of it.' },
  async run(call) {
    const [file] = call.arguments;
    if (file === undefined) throw cliErrors.fault('cli.missing_argument', { command: 'simulate', what: 'a file' });
    const scenario = await scenarioOf(call.terminal.cwd, textOption(call, 'scenario'), textOption(call, 'input'));
    const compiled = await soundPlan(call, file);
    if (compiled === null) return EXIT.findings;
    const { events: _, ...report } = simulate(compiled.plan, scenario, { service: compiled.service.id });
    if (call.json) printJson(call, report);
    else call.terminal.out(reportText(report as RunReport));
    return EXIT.fine;
  },
};

async function scenarioOf(cwd: string, file: string | undefined, input: string | undefined): Promise<Scenario> {
  if (file !== undefined) return readScenario(cwd, file);
  if (input === undefined)
    throw cliErrors.fault('cli.missing_argument', { command: 'simulate', what: '--scenario or --input' });
  return { name: 'from the command line', input: await readValue(cwd, input) };
}

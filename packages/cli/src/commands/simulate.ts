import type { RunReport, Scenario } from '@omniroute/plan';
import { calleesOf } from '../callees.ts';
import { checkTrigger } from '../check-trigger.ts';
import type { Call, Command } from '../command.ts';
import { printJson, textOption } from '../command.ts';
import { soundPlan } from '../compile-file.ts';
import { cliErrors } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { readScenario, readValue } from '../files.ts';
import { CATALOGUE_HELP, CATALOGUE_OPTION } from '../read-catalogue.ts';
import { SERVICES_HELP, SERVICES_OPTION } from '../read-services.ts';
import { exitOf, reportText } from '../report-text.ts';

export const simulateCommand: Command = {
  name: 'simulate',
  usage: 'simulate FILE (--scenario S | --input I [--trigger T]) [--services DIR] [--catalogue FILE] [--format json]',
  summary: 'Runs a service in the simulator: virtual time, scripted answers, nothing outside is touched.',
  options: {
    scenario: { type: 'string', short: 's' },
    input: { type: 'string', short: 'i' },
    trigger: { type: 'string', short: 't' },
    ...CATALOGUE_OPTION,
    ...SERVICES_OPTION,
  },
  optionHelp: {
    scenario: 'A scenario file.',
    input: 'The input: JSON, or a file of it, or - for the standard input.',
    trigger: 'The trigger that starts it with this input; may be left out if there is one or none.',
    ...CATALOGUE_HELP,
    ...SERVICES_HELP,
  },
  operands: 'one',
  async run(call) {
    const [file] = call.arguments;
    if (file === undefined) throw cliErrors.fault('cli.missing_argument', { command: 'simulate', what: 'a file' });
    const scenario = await scenarioOf(call);
    const { simulate } = await import('@omniroute/simulator');
    const compiled = await soundPlan(call, file);
    if (compiled === null) return EXIT.findings;
    checkTrigger(compiled.plan, scenario.trigger);
    const services = await calleesOf(call, compiled.plan, [file]);
    const options = { service: compiled.service.id, services };
    const { events: _, reached: __, ...report } = simulate(compiled.plan, scenario, options);
    if (call.json) printJson(call, report);
    else call.terminal.out(reportText(report as RunReport));
    return exitOf(report);
  },
};

async function scenarioOf(call: Call): Promise<Scenario> {
  const [file, input, trigger] = ['scenario', 'input', 'trigger'].map((name) => textOption(call, name));
  if (file !== undefined) return readScenario(call.terminal, file);
  if (input === undefined)
    throw cliErrors.fault('cli.missing_argument', { command: 'simulate', what: '--scenario or --input' });
  return {
    name: 'from the command line',
    input: await readValue(call.terminal, input),
    ...(trigger === undefined ? {} : { trigger }),
  };
}

import { canonicalJson } from '@omniroute/primitives';
import type { Command } from '../command.ts';
import { textOption } from '../command.ts';
import { CACHE_HELP, CACHE_OPTION, soundPlan } from '../compile-file.ts';
import { cliErrors } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { writeText } from '../files.ts';
import { CATALOGUE_HELP, CATALOGUE_OPTION } from '../read-catalogue.ts';
import { PRICES_HELP, PRICES_OPTION, readPrices } from '../read-prices.ts';
import { SERVICES_HELP, SERVICES_OPTION } from '../read-services.ts';

export const compileCommand: Command = {
  name: 'compile',
  usage: 'compile FILE [-o OUT] [--stats [--prices FILE]] [--services DIR] [--catalogue FILE]',
  summary: 'Turns a sound service into its plan.',
  options: {
    output: { type: 'string', short: 'o' },
    stats: { type: 'boolean' },
    ...PRICES_OPTION,
    ...CATALOGUE_OPTION,
    ...SERVICES_OPTION,
    ...CACHE_OPTION,
  },
  optionHelp: {
    output: 'Writes the plan to a file instead of printing it.',
    stats: 'Prints sizes, the hash, how much of each output is kept and what a run takes, instead of the plan.',
    ...PRICES_HELP,
    ...CATALOGUE_HELP,
    ...SERVICES_HELP,
    ...CACHE_HELP,
  },
  operands: 'one',
  async run(call) {
    const [file] = call.arguments;
    if (file === undefined) throw cliErrors.fault('cli.missing_argument', { command: 'compile', what: 'a file' });
    const { planStats, statsText } = await import('../plan-stats.ts');
    const compiled = await soundPlan(call, file);
    if (compiled === null) return EXIT.findings;
    const { plan } = compiled;
    const out = textOption(call, 'output');
    if (out !== undefined) {
      await writeText(call.terminal, out, `${canonicalJson(plan)}\n`);
    }
    if (call.options.stats === true) {
      const { estimate, sayEstimate, sayUnbounded } = await import('@omniroute/compiler/estimate');
      const prices = await readPrices(call);
      const run = estimate(plan, prices === undefined ? {} : { prices });
      const stats = planStats(plan);
      call.terminal.out(
        call.json
          ? `${JSON.stringify({ ...stats, estimate: run }, null, 2)}\n`
          : `${statsText(stats)}${[sayEstimate(run), ...sayUnbounded(run)].map((line) => `${line}\n`).join('')}`,
      );
    } else if (out === undefined) call.terminal.out(`${canonicalJson(plan)}\n`);
    return EXIT.fine;
  },
};

import { hasErrors, isFault } from '@omniroute/errors';
import type { Plan } from '@omniroute/plan';
import { type Call, type Command, printJson } from '../command.ts';
import { CACHE_HELP, CACHE_OPTION, type CompiledFile, checked, compileFiles, rendered } from '../compile-file.ts';
import { cliErrors } from '../errors.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { findServices } from '../files.ts';
import { CATALOGUE_HELP, CATALOGUE_OPTION } from '../read-catalogue.ts';
import { PRICES_HELP, PRICES_OPTION, readPrices } from '../read-prices.ts';
import { SERVICES_HELP, SERVICES_OPTION } from '../read-services.ts';
import { sarif } from '../sarif.ts';
import { watchFiles } from '../watch-files.ts';

/** Clears the screen and what was scrolled off it. */
const CLEAR = '\u001B[2J\u001B[3J\u001B[H';

export const check: Command = {
  name: 'check',
  usage: 'check FILE… [--watch] [--services DIR] [--catalogue FILE] [--prices FILE] [--format json|sarif]',
  summary: 'Finds what is wrong with services, and says where and what to do.',
  options: {
    watch: { type: 'boolean', short: 'w' },
    ...PRICES_OPTION,
    ...CATALOGUE_OPTION,
    ...SERVICES_OPTION,
    ...CACHE_OPTION,
  },
  optionHelp: {
    watch: 'Checks again after every change, until Ctrl-C.',
    ...PRICES_HELP,
    ...CATALOGUE_HELP,
    ...SERVICES_HELP,
    ...CACHE_HELP,
  },
  operands: 'many',
  formats: ['sarif'],
  async run(call) {
    if (call.arguments.length === 0)
      throw cliErrors.fault('cli.missing_argument', { command: 'check', what: 'a file or a folder' });
    if (call.options.watch === true) return watchAll(call);
    const compiled = await compileAll(call);
    await print(call, compiled);
    return exitOf(compiled);
  },
};

/** A file that is gone for a moment does not end it. */
async function watchAll(call: Call): Promise<ExitCode> {
  const { terminal } = call;
  let last: readonly CompiledFile[] = [];
  await watchFiles(terminal.cwd, call.arguments, terminal.interrupted(), async () => {
    try {
      const now = await compileAll(call);
      if (sameTexts(now, last)) return;
      last = now;
      if (terminal.interactive) terminal.out(CLEAR);
      await print(call, now);
    } catch (error) {
      if (!isFault(error)) throw error;
      last = [];
      terminal.err(`${error.message}\n`);
    }
  });
  return exitOf(last);
}

async function compileAll(call: Call): Promise<readonly CompiledFile[]> {
  const files = await findServices(call.terminal.cwd, call.arguments);
  if (files.length === 0)
    throw cliErrors.fault('cli.file', {
      file: call.arguments.join(', '),
      problem: 'it holds no service.json or service.yaml',
    });
  return compileFiles(call, files);
}

async function print(call: Call, compiled: readonly CompiledFile[]): Promise<void> {
  if (call.json) return printJson(call, { files: await estimated(call, compiled) });
  if (call.format === 'sarif') return printJson(call, sarif(compiled));
  for (const { file, text, result } of compiled) {
    if (result.diagnostics.length > 0) call.terminal.out(await rendered(result.diagnostics, { file, text }));
    else call.terminal.out(`${file}: sound\n`);
    if (result.plan !== undefined) call.terminal.out(await said(call, result.plan));
  }
}

/** What a run takes, for people. */
async function said(call: Call, plan: Plan): Promise<string> {
  const { estimate, sayEstimate, sayUnbounded } = await import('@omniroute/compiler/estimate');
  const prices = await readPrices(call);
  const run = estimate(plan, prices === undefined ? {} : { prices });
  return [sayEstimate(run), ...sayUnbounded(run)].map((line) => `  ${line}\n`).join('');
}

/** What programs get of each file: its findings, and what a run of it takes where it is sound. */
async function estimated(call: Call, compiled: readonly CompiledFile[]): Promise<readonly object[]> {
  const { estimate } = await import('@omniroute/compiler/estimate');
  const prices = await readPrices(call);
  return compiled.map((each) => {
    const { plan } = each.result;
    return plan === undefined
      ? checked(each)
      : { ...checked(each), estimate: estimate(plan, prices === undefined ? {} : { prices }) };
  });
}

function exitOf(compiled: readonly CompiledFile[]): ExitCode {
  return compiled.some(({ result }) => hasErrors(result.diagnostics)) ? EXIT.findings : EXIT.fine;
}

/** Folders report changes of other files too, and some changes twice. */
function sameTexts(a: readonly CompiledFile[], b: readonly CompiledFile[]): boolean {
  return (
    a.length === b.length && a.every(({ file, text }, index) => file === b[index]?.file && text === b[index]?.text)
  );
}

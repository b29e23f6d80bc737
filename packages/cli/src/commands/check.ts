import { renderDiagnostics } from '@omniroute/compiler';
import { hasErrors } from '@omniroute/errors';
import type { Command } from '../command.ts';
import { printJson } from '../command.ts';
import { checked, compileFile } from '../compile-file.ts';
import { cliErrors } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { findServices } from '../files.ts';

export const check: Command = {
  name: 'check',
  usage: 'check FILE… [--format json]',
  summary: 'Finds what is wrong with services, and says where and what to do.',
  options: {},
  optionHelp: {},
  operands: 'many',
  async run(call) {
    if (call.arguments.length === 0)
      throw cliErrors.fault('cli.missing_argument', { command: 'check', what: 'a file or a folder' });
    const files = await findServices(call.terminal.cwd, call.arguments);
    if (files.length === 0)
      throw cliErrors.fault('cli.file', { file: call.arguments.join(', '), problem: 'it holds no service.json' });
    const compiled = await Promise.all(files.map((file) => compileFile(call.terminal, file)));
    if (call.json) printJson(call, { files: compiled.map(checked) });
    else {
      for (const { file, text, result } of compiled) {
        if (result.diagnostics.length > 0) call.terminal.out(renderDiagnostics(result.diagnostics, { file, text }));
        else call.terminal.out(`${file}: sound\n`);
      }
    }
    return compiled.some(({ result }) => hasErrors(result.diagnostics)) ? EXIT.findings : EXIT.fine;
  },
};

import { DIAGNOSTIC_CODES, type DiagnosticCode } from '@omniroute/errors';
import { closestName } from '@omniroute/primitives';
import type { Command } from '../command.ts';
import { printJson } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';

export const explain: Command = {
  name: 'explain',
  usage: 'explain CODE',
  summary: 'Says what a finding means, why it matters and what to do.',
  options: {},
  optionHelp: {},
  operands: 'one',
  async run(call) {
    const name = (call.arguments[0] ?? '').toUpperCase();
    if (name === '') throw cliErrors.fault('cli.missing_argument', { command: 'explain', what: 'a code like OR3003' });
    if (!Object.hasOwn(DIAGNOSTIC_CODES, name)) {
      const close = closestName(name, Object.keys(DIAGNOSTIC_CODES));
      throw cliErrors.fault('cli.unknown_code', {
        name,
        suggestion: close === undefined ? '' : ` Did you mean ${close}?`,
      });
    }
    const entry = DIAGNOSTIC_CODES[name as DiagnosticCode];
    if (call.json) printJson(call, { code: name, ...entry });
    else call.terminal.out(`${name}  ${entry.title}  (${entry.severity})\n\n${entry.message}\n\n${entry.explain}\n`);
    return EXIT.fine;
  },
};

import type { KeyShape, Keys } from '@omniroute/contracts';
import { callStack } from '../api-client.ts';
import type { Call, Command } from '../command.ts';
import { printJson } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';

export const keys: Command = {
  name: 'keys',
  usage: 'keys [--rotate]',
  summary: 'Lists the data keys of the stack, or makes a new one.',
  options: { rotate: { type: 'boolean' } },
  optionHelp: { rotate: 'Makes a new key: it encrypts from now on, the ones before still decrypt.' },
  operands: 'none',
  async run(call) {
    if (call.options.rotate === true) await ask<KeyShape>(call, 'POST');
    const { items } = await ask<Keys>(call, 'GET');
    if (call.json) printJson(call, { keys: items });
    else
      for (const { id, active, created_at } of items)
        call.terminal.out(`${id}  ${created_at}  ${active ? 'encrypts and decrypts' : 'decrypts'}\n`);
    return EXIT.fine;
  },
};

async function ask<Body>(call: Call, method: string): Promise<Body> {
  const { status, body } = await callStack<Body & { readonly detail?: string }>(call.terminal, method, '/keys');
  if (status >= 300) throw cliErrors.fault('cli.server', { problem: body?.detail ?? `status ${status}` });
  return body;
}

import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runCli } from './run-cli.ts';
import { TestTerminal } from './test-terminal.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const SERVICE = 'templates/order-escalation/service.json';

async function compile(...argv: string[]) {
  const terminal = new TestTerminal(root);
  expect(await runCli(['compile', SERVICE, '--stats', ...argv], terminal)).toBe(0);
  return terminal.written;
}

test('--stats says how much of each output is kept, to machines and to people', async () => {
  const { outputs } = JSON.parse(await compile('--format', 'json'));
  expect(outputs).toEqual({ get_order: { kept: 3, of: 7 }, send_sms: { kept: 1, of: 1 } });
  expect(await compile()).toMatch(/^get_order {4}3 of 7 \(43 %\)$/m);
});

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';
import { TestTerminal } from './test-terminal.ts';

const answer = {
  type: 'object',
  required: ['topic', 'urgent'],
  properties: { topic: { enum: ['price', 'delivery'] }, urgent: { type: 'boolean' } },
};
/** Written with the aliases of the language. */
const service = {
  dsl_version: '1.0',
  id: 'sort-mail',
  name: 'Sort mail',
  inputs: { type: 'object', required: ['text'], properties: { text: { type: 'string' } } },
  outputs: { value: { topic: '${ nodes.sort.topic }', execution: '${ nodes.tell.execution_id }' } },
  nodes: [
    { id: 'sort', node_type: 'ai_action', ai_action: { prompt: 'Sort: ${ input.text }', output_schema: answer } },
    {
      id: 'tell',
      node_type: 'n8n',
      n8n_node: { n8n_workflow_id: 'w-1' },
      input_mapping: { urgent: '${ nodes.sort.urgent }' },
    },
  ],
  edges: [{ source: 'sort', target: 'tell' }],
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'omniroute-later-'));
  writeFileSync(join(folder, 'service.json'), JSON.stringify(service));
});

async function omniroute(...argv: string[]) {
  const terminal = new TestTerminal(folder);
  const code = await runCli([...argv, '--format', 'json'], terminal);
  return { code, out: JSON.parse(terminal.written) };
}

test('a service with steps that no server runs yet is sound, with a warning for each', async () => {
  const { code, out } = await omniroute('check', 'service.json');
  const { ok, diagnostics } = out.files[0];
  const found = diagnostics.map((finding: Record<string, unknown>) => [
    finding.code,
    finding.severity,
    finding.node_id,
    finding.pointer,
    finding.message,
  ]);
  const cannot = (kind: string) => `This server cannot run "${kind}" yet; it can be checked and simulated.`;
  expect([code, ok, found.slice(0, 2)]).toEqual([
    0,
    true,
    [
      ['OR6003', 'warning', 'sort', '/nodes/0/node_type', cannot('ai_action')],
      ['OR6003', 'warning', 'tell', '/nodes/1/node_type', cannot('n8n')],
    ],
  ]);
});

test('it is simulated with mocks, and without them with answers of the right shape', async () => {
  const mocks = {
    sort: [{ output: { topic: 'delivery', urgent: true } }],
    tell: [{ output: { execution_id: 'e-1', data: null } }],
  };
  writeFileSync(join(folder, 'mail.json'), JSON.stringify({ input: { text: 'Where is it?' }, mocks }));
  const mocked = await omniroute('simulate', 'service.json', '--scenario', 'mail.json');
  expect([mocked.out.status, mocked.out.output]).toEqual(['completed', { topic: 'delivery', execution: 'e-1' }]);
  expect(mocked.out.calls.map(({ input }: { input: unknown }) => input)).toEqual([
    { prompt: 'Sort: Where is it?' },
    { workflow_id: 'w-1', input: { urgent: true } },
  ]);
  const plain = await omniroute('simulate', 'service.json', '--input', '{"text":"x"}');
  expect([plain.out.status, plain.out.output]).toEqual(['completed', { topic: 'price', execution: '' }]);
});

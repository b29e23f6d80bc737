import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { service } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { runCli } from '../run-cli.ts';
import { TestTerminal } from '../test-terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'omniroute-samples-'));

async function fix(document: object, samples: unknown) {
  writeFileSync(join(folder, 'service.json'), JSON.stringify(document));
  writeFileSync(join(folder, 'samples.json'), JSON.stringify(samples));
  const terminal = new TestTerminal(folder);
  const code = await runCli(['fix', 'service.json', '--samples', 'samples.json', '--format', 'json'], terminal);
  return {
    code,
    operations: code === 2 ? terminal.errors : JSON.parse(terminal.written),
    written: JSON.parse(readFileSync(join(folder, 'service.json'), 'utf8')),
  };
}

const orders = service('orders')
  .connection('shop')
  .node('ask', 'http_request', { connection: 'shop', method: 'GET', url: '/v1' })
  .node('rows', 'sql_query', { connection: 'shop', query: 'select 1', access: 'read' })
  .line('ask', 'rows').json as object;

const schema = { type: 'object', required: ['id'], properties: { id: { type: 'string' }, note: { type: 'null' } } };

test('what samples of runs show of outputs that nothing describes is written down, where the kind asks for it', async () => {
  const { code, operations, written } = await fix(orders, {
    ask: [
      { status: 200, headers: {}, body: { id: 'a' } },
      { status: 200, headers: {}, body: { id: 'b', note: null } },
    ],
    rows: [{ rows: [{ n: 1 }, { n: 2 }], row_count: 2 }],
    nobody: [1],
  });
  expect(code).toBe(0);
  expect(operations).toEqual([
    { op: 'update_node', id: 'ask', pointer: '/config/output_schema', value: schema },
    {
      op: 'update_node',
      id: 'rows',
      pointer: '/config/output_schema',
      value: { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } },
    },
  ]);
  expect(written.nodes[0].config.output_schema).toEqual(schema);
  expect((await fix(written, { ask: [{ status: 200, headers: {}, body: 1 }] })).operations).toEqual([]);
});

test('the mocks of a scenario are samples too; what is none of this is refused', async () => {
  const scenario = {
    name: 's',
    mocks: { 'ask#2': [{ error: { code: 'http.503' } }, { output: { status: 200, headers: {}, body: 7 } }] },
  };
  expect((await fix(orders, scenario)).operations).toEqual([
    { op: 'update_node', id: 'ask', pointer: '/config/output_schema', value: { type: 'integer' } },
  ]);
  expect((await fix(orders, { ask: 7 })).code).toBe(2);
});

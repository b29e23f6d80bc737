import { writeFileSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { runCli } from './run-cli.ts';
import { TestTerminal } from './test-terminal.ts';

const SHIP = {
  dsl_version: '1.0',
  id: 'ship',
  name: 'Ship an order',
  inputs: { type: 'object', properties: { order: { type: 'string' } }, required: ['order'] },
  outputs: { schema: { type: 'string' }, value: '${ nodes.pack }' },
  nodes: [
    { id: 'pack', type: 'transform', config: { output: '${ input.order + "!" }' } },
    { id: 'spare', type: 'transform', config: { output: 1 }, disabled: true },
  ],
  edges: [{ source: 'pack', target: 'spare' }],
};
const shop = (input: object) => ({
  dsl_version: '1.0',
  id: 'shop',
  name: 'Shop',
  outputs: { schema: { type: 'string' }, value: '${ nodes.send }' },
  nodes: [{ id: 'send', type: 'subflow', config: { service: 'ship', input } }],
  edges: [],
});
const SCENARIO = { name: 'all is well', input: null, expect: { output: 'o-1!', visited: ['send/pack'] } };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'omniroute-subflows-'));
  const files = {
    'ship/service.json': SHIP,
    'shop/service.json': shop({ order: 'o-1' }),
    'shop/scenarios/well.json': SCENARIO,
    'wrong/service.json': { ...shop({ order: 1 }), id: 'wrong' },
  };
  for (const [path, value] of Object.entries(files)) {
    await mkdir(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), JSON.stringify(value));
  }
});

async function cli(...args: string[]) {
  const terminal = new TestTerminal(folder);
  const code = await runCli([...args, '--format', 'json'], terminal);
  return { code, said: JSON.parse(terminal.written) as never };
}

const codesOf = ({ said }: { said: { files: { diagnostics: { code: string }[] }[] } }) =>
  said.files.map(({ diagnostics }) => diagnostics.map(({ code }) => code));

describe('services that call each other', () => {
  test('a service alone warns of what it calls; beside it, in a folder or named together, it is checked', async () => {
    expect(codesOf(await cli('check', 'shop/service.json'))).toEqual([['OR2010']]);
    expect(codesOf(await cli('check', 'shop/service.json', '--services', '.'))).toEqual([[]]);
    expect(codesOf(await cli('check', 'wrong', 'ship'))).toEqual([['OR4002'], []]);
  });

  test('simulate plays what is called, from the folder that is given; without it the smallest answer does', async () => {
    const played = await cli('simulate', 'shop/service.json', '--input', 'null', '--services', '.');
    expect(played.said).toMatchObject({
      status: 'completed',
      output: 'o-1!',
      path: [{ node: 'send' }, { node: 'send/pack', iteration: '1/1' }, { node: 'send/spare' }],
    });
    const alone = await cli('simulate', 'shop/service.json', '--input', 'null');
    expect(alone.said).toMatchObject({ status: 'failed', error: { code: 'validation.output' } });
  });

  test('test knows the services of its folders, and counts what their callers reach of them', async () => {
    const { code, said } = await cli('test', 'shop', 'ship');
    expect([code, said]).toEqual([
      0,
      {
        results: [{ service: 'shop', scenario: 'all is well', ok: true, differences: [] }],
        coverage: {
          shop: { nodes: 1, visited: 1, missing: [] },
          ship: { nodes: 2, visited: 2, missing: [] },
        },
      },
    ]);
  });
});

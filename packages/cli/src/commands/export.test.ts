import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { runCli } from '../run-cli.ts';
import { TestTerminal } from '../test-terminal.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

async function omniroute(...argv: string[]) {
  const terminal = new TestTerminal(root);
  const code = await runCli(argv, terminal);
  return { code, out: terminal.written, err: terminal.errors };
}

describe('export --to json-schema', () => {
  const schema = JSON.parse(readFileSync(join(root, 'docs/reference/service.schema.json'), 'utf8'));
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  const faults = (document: unknown) =>
    validate(document)
      ? []
      : [
          ...new Set(
            validate.errors
              ?.filter(({ keyword }) => keyword !== 'if')
              .map((error) => `${error.instancePath} ${error.keyword}`),
          ),
        ];
  const node = (fields: object) => ({
    dsl_version: '1.0',
    id: 'case',
    name: 'Case',
    nodes: [{ id: 'first', ...fields }],
    edges: [],
  });

  it('prints the published schema', async () => {
    const { code, out } = await omniroute('export', '--to', 'json-schema');
    expect([code, JSON.parse(out)]).toEqual([0, schema]);
  });

  it('accepts every template', () => {
    const names = readdirSync(join(root, 'templates'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(names.length).toBeGreaterThan(0);
    for (const { name } of names)
      expect([name, faults(JSON.parse(readFileSync(join(root, 'templates', name, 'service.json'), 'utf8')))]).toEqual([
        name,
        [],
      ]);
  });

  it.each([
    ['an unknown type', { type: 'tranform' }, '/nodes/0/type enum'],
    ['a missing setting', { type: 'http_request', config: { method: 'GET' } }, '/nodes/0/config required'],
    ['settings left out', { type: 'http_request' }, '/nodes/0 required'],
    ['an unknown setting', { type: 'transform', config: { output: 1, x: 1 } }, '/nodes/0/config additionalProperties'],
    ['an unknown field', { type: 'transform', config: { output: 1 }, retry: 1 }, '/nodes/0 additionalProperties'],
    [
      'a wrong duration',
      { type: 'transform', config: { output: 1 }, timeout: { total: '3 days' } },
      '/nodes/0/timeout/total format',
    ],
    [
      'a schema with an unknown keyword',
      { type: 'http_request', config: { method: 'GET', url: 'x', output_schema: { typ: 1 } } },
      '/nodes/0/config/output_schema additionalProperties',
    ],
  ])('refuses %s at its place', (_, fields, fault) => {
    expect(faults(node(fields))).toContain(fault);
  });

  it('lets a template stand where an expression may', () => {
    expect(faults(node({ type: 'wait', config: { duration: '${ input.pause }' } }))).toEqual([]);
    expect(faults(node({ type: 'wait', config: { duration: 'soon' } }))).not.toEqual([]);
  });
});

describe('export --to mermaid', () => {
  it('draws a service', async () => {
    const { code, out } = await omniroute('export', 'templates/order-escalation/service.json', '--to', 'mermaid');
    expect([code, out.split('\n')[0], out.includes('n_send_sms')]).toEqual([0, 'flowchart TD', true]);
  });

  it('writes into a file', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'omniroute-export-')), 'a/drawing.mmd');
    const service = 'templates/order-escalation/service.json';
    const { out } = await omniroute('export', service, '--to', 'mermaid');
    expect(await omniroute('export', service, '--to', 'mermaid', '-o', file)).toEqual({ code: 0, out: '', err: '' });
    expect(readFileSync(file, 'utf8')).toBe(out);
  });

  it.each([
    [['export'], 'export needs --to mermaid, json-schema or temporal-ts.'],
    [['export', '--to', 'mermaid'], 'export needs a file.'],
    [['export', '--to', 'svg'], '--to takes mermaid, json-schema or temporal-ts, not "svg".'],
    [['export', 'package.json', '--to', 'mermaid'], 'package.json has errors; run omniroute check package.json.'],
  ])('says what is wrong with %s', async (argv, message) => {
    const { code, err } = await omniroute(...argv);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });
});

describe('export --to temporal-ts', () => {
  const folder = () => join(mkdtempSync(join(tmpdir(), 'omniroute-eject-')), 'project');
  const template = 'templates/order-escalation/service.json';

  it('writes a project with the scenarios of the service', async () => {
    const out = folder();
    const { code, out: report } = await omniroute('export', template, '--to', 'temporal-ts', out, '--format', 'json');
    const { ok, files, not_translated } = JSON.parse(report);
    expect([code, ok, not_translated]).toEqual([0, true, []]);
    expect(readdirSync(join(out, 'test/scenarios')).length).toBe(
      readdirSync(join(root, 'templates/order-escalation/scenarios')).length,
    );
    for (const file of files) expect([file, existsSync(join(out, file))]).toEqual([file, true]);
    const scenario = JSON.parse(readFileSync(join(out, 'test/scenarios/large-order-by-event.json'), 'utf8'));
    expect(scenario).toMatchObject({
      trigger: 'order_placed',
      input: { order_id: 'o-1001' },
      expect: { status: 'completed', end_status: 'handled, large order', calls: { get_order: 1, send_sms: 1 } },
    });
  });

  it('writes services that are called beside the one that calls them, with scenarios of both', async () => {
    const [all, out] = [mkdtempSync(join(tmpdir(), 'omniroute-eject-')), folder()];
    const write = (path: string, value: object) => {
      mkdirSync(dirname(join(all, path)), { recursive: true });
      writeFileSync(join(all, path), JSON.stringify(value));
    };
    const base = { dsl_version: '1.0', edges: [], outputs: { schema: { type: 'integer' }, value: '${ nodes.n }' } };
    const inputs = { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } };
    const twice = { id: 'n', type: 'transform', config: { output: '${ input.n * 2 }' } };
    write('twice/service.json', { ...base, id: 'twice', name: 'Twice', inputs, nodes: [twice] });
    const call = { id: 'n', type: 'subflow', config: { service: 'twice', input: { n: 21 } } };
    write('shop/service.json', { ...base, id: 'shop', name: 'Shop', nodes: [call] });
    write('shop/scenarios/played.json', { name: 'played' });
    write('shop/scenarios/answered.json', { name: 'answered', mocks: { n: [{ output: 1 }] } });
    const file = join(all, 'shop/service.json');
    const said = await omniroute('export', file, '--to', 'temporal-ts', out, '--services', all, '--format', 'json');
    const { ok, files, scenarios_left_out: left } = JSON.parse(said.out);
    expect([said.code, ok, left]).toEqual([0, true, ['answered.json']]);
    expect(files).toEqual(expect.arrayContaining(['src/workflow.ts', 'src/services/twice/flow.ts']));
    const played = JSON.parse(readFileSync(join(out, 'test/scenarios/played.json'), 'utf8'));
    expect(played.expect).toEqual({ status: 'completed', end_status: null, output: 42, calls: {}, keys: [] });
    const alone = await omniroute('export', file, '--to', 'temporal-ts', folder());
    expect([alone.code, alone.err]).toEqual([
      1,
      expect.stringContaining('the service "twice" that it calls is not at hand'),
    ]);
  });

  it('writes into a folder that holds something only if that is asked for', async () => {
    const out = folder();
    await omniroute('export', template, '--to', 'temporal-ts', out);
    const refused = await omniroute('export', template, '--to', 'temporal-ts', out);
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('it is not empty')]);
    expect((await omniroute('export', template, '--to', 'temporal-ts', out, '--force')).code).toBe(0);
  });

  it('reports what cannot be translated, and writes nothing', async () => {
    const out = folder();
    const file = join(mkdtempSync(join(tmpdir(), 'omniroute-eject-')), 'service.json');
    writeFileSync(
      file,
      JSON.stringify({
        dsl_version: '1.0',
        id: 'case',
        name: 'Case',
        inputs: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
        nodes: [{ id: 'use', type: 'transform', config: { output: '${ input.name.matches("a") }' } }],
        edges: [],
      }),
    );
    const { code, out: report } = await omniroute('export', file, '--to', 'temporal-ts', out, '--format', 'json');
    const reason = 'the function "matches" has no counterpart';
    expect([code, JSON.parse(report)]).toEqual([
      1,
      expect.objectContaining({
        ok: false,
        not_translated: [expect.objectContaining({ node: 'use', pointer: '/nodes/0/config/output', reason })],
      }),
    ]);
    expect(existsSync(out)).toBe(false);
  });

  it.each([
    [['export', '--to', 'temporal-ts'], 'export needs a file.'],
    [['export', template, '--to', 'temporal-ts'], 'export needs a folder.'],
  ])('says what is wrong with %s', async (argv, message) => {
    const { code, err } = await omniroute(...argv);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });
});

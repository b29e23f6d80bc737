import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { runCli } from '../run-cli.ts';
import { TestTerminal } from '../test-terminal.ts';

const template = readFileSync(
  fileURLToPath(new URL('../../../../templates/order-escalation/service.json', import.meta.url)),
  'utf8',
);
const sound = {
  dsl_version: '1.0',
  id: 'case',
  name: 'Case',
  nodes: [{ id: 'first', type: 'transform', config: { output: 1 } }],
  edges: [],
};
const faulty = { ...sound, nodes: [{ id: 'first', type: 'tranform', config: { output: 1 } }] };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'omniroute-check-'));
});
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

async function check(...argv: string[]) {
  const terminal = new TestTerminal(folder, { OMNIROUTE_HOME: 'home' });
  const code = await runCli(['check', ...argv], terminal);
  return { code, out: terminal.written, err: terminal.errors };
}

describe('services in YAML', () => {
  it('are checked like those in JSON, with places in the YAML', async () => {
    write('service.yaml', stringify(JSON.parse(template)));
    expect(await check('.')).toEqual({
      code: 0,
      out: expect.stringMatching(/^service\.yaml: sound\n {2}A run takes .*\n$/),
      err: '',
    });
    write('service.yaml', `# mine\n${stringify(faulty)}`);
    const { code, out } = await check('service.yaml');
    expect([code, out.split('\n').slice(0, 3)]).toEqual([
      1,
      [
        'service.yaml:7:11  error OR6001  There is no kind of step named "tranform". Did you mean "transform"?',
        '  7 |     type: tranform',
        '    |           ^',
      ],
    ]);
  });

  it('are not rewritten as JSON by fixes', async () => {
    write('service.yaml', stringify(faulty));
    const terminal = new TestTerminal(folder);
    expect(await runCli(['fix', 'service.yaml'], terminal)).toBe(2);
    expect(terminal.errors).toContain('fixes are written as JSON');
  });
});

describe('check --format sarif', () => {
  it('gives code hosts and editors a run with rules and regions', async () => {
    write('service.json', JSON.stringify(faulty, null, 2));
    mkdirSync(join(folder, 'a b'));
    write('a b/service.json', JSON.stringify(sound, null, 2));
    const { code, out } = await check('.', '--format', 'sarif');
    const log = JSON.parse(out);
    const [rule] = log.runs[0].tool.driver.rules;
    expect([code, log]).toEqual([
      1,
      {
        $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
        version: '2.1.0',
        runs: [
          {
            tool: { driver: { name: 'omniroute', rules: [rule] } },
            columnKind: 'utf16CodeUnits',
            artifacts: [{ location: { uri: 'a%20b/service.json' } }, { location: { uri: 'service.json' } }],
            results: [
              {
                ruleId: 'OR6001',
                ruleIndex: 0,
                level: 'error',
                message: { text: 'There is no kind of step named "tranform". Did you mean "transform"?' },
                locations: [
                  {
                    physicalLocation: {
                      artifactLocation: { uri: 'service.json' },
                      region: { startLine: 8, startColumn: 15 },
                    },
                    logicalLocations: [{ fullyQualifiedName: '/nodes/0/type', name: 'first' }],
                  },
                ],
                partialFingerprints: {
                  'place/v1': 'OR6001 first There is no kind of step named "tranform". Did you mean "transform"?',
                },
              },
            ],
          },
        ],
      },
    ]);
    expect(rule).toMatchObject({ id: 'OR6001', defaultConfiguration: { level: 'error' } });
    expect(rule.help.text).toContain('omniroute explain OR6001');
  });

  it('is a form of check alone', async () => {
    const terminal = new TestTerminal(folder);
    expect(await runCli(['explain', 'OR1001', '--format', 'sarif'], terminal)).toBe(2);
    expect(terminal.errors).toContain('--format takes json or text, not "sarif".');
    expect((await check('.', '--format', 'yaml')).err).toContain('--format takes json, text or sarif, not "yaml".');
  });
});

describe('check --watch', () => {
  it.each([false, true])('checks again when a file is saved, until Ctrl-C (on a terminal: %s)', async (interactive) => {
    write('service.json', JSON.stringify(sound));
    const terminal = new TestTerminal(folder, {}, interactive);
    const ended = runCli(['check', '.', '--watch'], terminal);
    await terminal.shows('service.json: sound\n');
    // As editors do: another file takes the name.
    write('service.json.new', JSON.stringify(faulty));
    renameSync(join(folder, 'service.json.new'), join(folder, 'service.json'));
    await terminal.shows('OR6001');
    terminal.written = '';
    write('service.json', JSON.stringify(sound));
    await terminal.shows('service.json: sound\n');
    expect(terminal.written.startsWith('\u001B[2J')).toBe(interactive);
    terminal.interrupt();
    expect(await ended).toBe(0);
  });
});

describe('the cache', () => {
  const entries = () => readdirSync(join(folder, 'home/cache/compile'));
  const place = (name: string) => join(folder, 'home/cache/compile', name);

  it('keeps what was compiled in the home of the stack, by content', async () => {
    write('service.json', JSON.stringify(faulty));
    mkdirSync(join(folder, 'home'));
    const first = await check('service.json');
    expect(entries()).toHaveLength(1);
    expect(await check('service.json')).toEqual(first);
    expect(entries()).toHaveLength(1);
    write('service.json', JSON.stringify(sound));
    expect((await check('service.json')).out).toMatch(/^service\.json: sound\n {2}A run takes .*\n$/);
    expect(entries()).toHaveLength(2);
  });

  it('is what is answered from: an entry stands for its text', async () => {
    write('service.json', JSON.stringify(sound));
    mkdirSync(join(folder, 'home'));
    await check('service.json');
    const [name] = entries();
    write('other.json', JSON.stringify(faulty));
    await check('other.json');
    const other = entries().find((each) => each !== name)!;
    writeFileSync(place(name!), readFileSync(place(other)));
    expect((await check('service.json')).out).toContain('OR6001');
    expect((await check('service.json', '--no-cache')).out).toMatch(/^service\.json: sound\n {2}A run takes .*\n$/);
  });

  it.each(['', 'x', '{"ok":true}\n{}', `${'0'.repeat(64)}\n{"ok":true,"diagnostics":[]}`])(
    'ignores an entry that was spoilt and writes it again: %j',
    async (spoilt) => {
      write('service.json', JSON.stringify(faulty));
      mkdirSync(join(folder, 'home'));
      const first = await check('service.json');
      const [name] = entries();
      const good = readFileSync(place(name!), 'utf8');
      writeFileSync(place(name!), spoilt);
      expect(await check('service.json')).toEqual(first);
      expect(readFileSync(place(name!), 'utf8')).toBe(good);
    },
  );

  it('leaves nothing behind where there is no home', async () => {
    write('service.json', JSON.stringify(sound));
    await check('service.json');
    expect(readdirSync(folder)).toEqual(['service.json']);
  });
});

import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const service = 'templates/order-escalation/service.json';
/** Folders of all templates. */
const templates = readdirSync(join(root, 'templates'))
  .filter((name) => existsSync(join(root, 'templates', name, 'service.json')))
  .sort();

/** Calls the command line in this process; answers what it printed and its exit code. */
const omniroute = (...argv: string[]) => piped('', ...argv);

/** The same with something on the standard input. */
async function piped(input: string, ...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await runCli(argv, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    input: async () => input,
    interactive: false,
    interrupted: () => new Promise(() => undefined),
    env: { OMNIROUTE_URL: 'http://127.0.0.1:9' },
    cwd: root,
  });
  return { code, out, err };
}

/** The template with one fault, in a file of its own. */
function faulty(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'omniroute-cli-')), 'service.json');
  const document = JSON.parse(readFileSync(join(root, service), 'utf8')) as { edges: unknown[] };
  document.edges.push({ source: 'flag', target: 'nirvana' });
  writeFileSync(file, JSON.stringify(document, null, 2));
  return file;
}

describe('the command line', () => {
  it('finds the templates sound, for people and for programs', async () => {
    const takes =
      /^ {2}A run takes \d+ to \d+ history events, 2 to \d+ kB \([\d,]+ kB with large values\), at once to 3 days, 1 to 2 calls\.\n$/;
    const told = await omniroute('check', service);
    const [sound = '', rest = ''] = told.out.split(/(?<=sound\n)/);
    expect({ ...told, out: sound }).toEqual({ code: 0, out: `${service}: sound\n`, err: '' });
    expect(rest).toMatch(takes);
    const { code, out } = await omniroute('check', 'templates', '--format', 'json');
    const estimate = expect.objectContaining({ events: expect.anything(), bytes: expect.anything() });
    const files = templates.map((name) => ({
      file: `templates/${name}/service.json`,
      ok: true,
      diagnostics: [],
      estimate,
    }));
    expect([code, JSON.parse(out)]).toEqual([0, { files }]);
  });

  it('tells what a run takes, with what providers charge where prices are given', async () => {
    const prices = join(mkdtempSync(join(tmpdir(), 'omniroute-cli-')), 'prices.json');
    writeFileSync(prices, JSON.stringify({ currency: 'NGN', per_call: { http_request: 0, send_notification: 4 } }));
    const { out } = await omniroute('compile', service, '--stats', '--prices', prices, '--format', 'json');
    const { estimate } = JSON.parse(out) as { estimate: Record<string, unknown> };
    expect([estimate.calls, estimate.duration, estimate.cost]).toEqual([
      { least: 1, most: 2 },
      { least: 'PT0S', most: 'P3DT2H3M50S' },
      { currency: 'NGN', least: 0, most: 20 },
    ]);
    expect((await omniroute('compile', service, '--stats')).out).toContain('A run takes ');
    writeFileSync(prices, '{ "currency": "NGN", "per_call": { "send_notification": -4 } }');
    expect((await omniroute('check', service, '--prices', prices)).code).toBe(2);
  });

  it('names file, line, code and way out of a fault, and exits with 1', async () => {
    const file = faulty();
    const { code, out } = await omniroute('check', file);
    expect([code, out.split('\n')[0]]).toEqual([
      1,
      expect.stringMatching(
        /service\.json:\d+:\d+ {2}error OR2001 {2}This connection ends at "nirvana", which does not exist\.$/,
      ),
    ]);
  });

  it('repairs what it can, and prints the operations', async () => {
    const file = faulty();
    const { code, out } = await omniroute('fix', file, '--format', 'json');
    expect([code, JSON.parse(out)]).toEqual([0, [{ op: 'disconnect', edge: 'flag:out>nirvana' }]]);
    expect((await omniroute('check', file)).code).toBe(0);
  });

  it('reads a service or an input from the standard input, and files in folders with spaces', async () => {
    const text = readFileSync(join(root, service), 'utf8');
    const file = join(mkdtempSync(join(tmpdir(), 'with spaces ')), 'my service.json');
    writeFileSync(file, text);
    const input = ['simulate', service, '--trigger', 'by_hand', '--input'];
    const answers = [
      await piped(text, 'check', '-'),
      await omniroute('check', file),
      await piped('{"order_id":"o-1001"}', ...input, '-'),
      await omniroute(...input, '{"order_id":"o-1001"}'),
    ];
    expect(answers.slice(0, 2)).toEqual([
      { code: 0, out: expect.stringMatching(/^-: sound\n {2}A run takes .*\n$/), err: '' },
      { code: 0, out: expect.stringContaining(`${file}: sound\n  A run takes `), err: '' },
    ]);
    expect(answers[2]).toEqual(answers[3]);
  });

  it.each(['compile', 'simulate', 'run', 'test'])(
    'gives programs what is wrong with a file also where %s is called',
    async (command) => {
      const file = faulty();
      const { out } = await omniroute('check', file, '--format', 'json');
      const found = JSON.parse(out) as { files: { diagnostics: object[] }[] };
      const answer = await omniroute(
        command,
        file,
        ...(command === 'test' ? [] : ['--input', '{}']).slice(command === 'compile' ? 2 : 0),
        '--format',
        'json',
      );
      const expected =
        command === 'test'
          ? {
              results: [{ service: file, scenario: '(compile)', ok: false, differences: found.files[0]!.diagnostics }],
              coverage: {},
            }
          : found;
      expect([answer.code, JSON.parse(answer.out), answer.err]).toEqual([1, expected, '']);
    },
  );

  it('exits with 1 for a simulated run that failed, as for a real one', async () => {
    const { code, out } = await omniroute('simulate', service, '-t', 'by_hand', '-i', '{}');
    expect([code, out.split('\n')[0]]).toEqual([1, 'status    failed']);
  });

  it('writes a plan where it is told, making the folder', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'omniroute-cli-')), 'new', 'plan.json');
    expect(await omniroute('compile', service, '-o', file)).toEqual({ code: 0, out: '', err: '' });
    expect(readFileSync(file, 'utf8')).toBe((await omniroute('compile', service)).out);
  });

  it('prints a plan, and the same one each time', async () => {
    const [first, second] = [await omniroute('compile', service), await omniroute('compile', service)];
    expect([first.code, first.out === second.out, (JSON.parse(first.out) as { abi: number }).abi]).toEqual([
      0,
      true,
      1,
    ]);
  });

  it('simulates a scenario and prints what the design names', async () => {
    const { code, out } = await omniroute(
      'simulate',
      service,
      '--scenario',
      'templates/order-escalation/scenarios/confirmed-in-time.json',
      '--format',
      'json',
    );
    const report = JSON.parse(out) as Record<string, unknown>;
    expect([code, Object.keys(report).sort(), report.status, report.duration]).toEqual([
      0,
      ['calls', 'duration', 'end_status', 'error', 'output', 'path', 'status', 'variables'],
      'completed',
      'PT30M',
    ]);
    expect((report.path as unknown[])[0]).toEqual({
      node: 'get_order',
      iteration: '1',
      status: 'completed',
      at: 'PT0S',
    });
    expect((report.calls as { node: string; key: string; attempt: number }[])[1]).toMatchObject({
      node: 'send_sms',
      key: 'send_sms#1',
      attempt: 1,
    });
  });

  it('runs all scenarios and says how much of each service they reach', async () => {
    const { code, out } = await omniroute('test', 'templates', '--format', 'json');
    const { results, coverage } = JSON.parse(out) as {
      results: { ok: boolean }[];
      coverage: Record<string, { missing: string[] }>;
    };
    const written = templates.flatMap((name) => readdirSync(join(root, 'templates', name, 'scenarios')));
    expect([code, results.length, results.filter((result) => !result.ok)]).toEqual([0, written.length, []]);
    const missing = Object.entries(coverage).map(([name, part]) => [name, part.missing]);
    expect(missing).toEqual(templates.map((name) => [name, []]));
  });

  it('explains a code, and knows the one that was meant', async () => {
    expect((await omniroute('explain', 'OR3004')).out).toMatch(/^OR3004 {2}Endless circle {2}\(error\)/);
    expect(await omniroute('explain', 'OR304')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/There is no code "OR304"\. Did you mean OR\d+\?/),
    });
  });

  it.each([
    [['chek'], 'There is no command "chek". Did you mean check?'],
    [['check'], 'check needs a file or a folder.'],
    [['check', 'nowhere.json'], 'nowhere.json cannot be read: there is no such file or folder'],
    [['simulate', service], 'simulate needs --scenario or --input.'],
    [['simulate', service, '--imput', '{}'], "Unknown option '--imput'"],
    [['check', service, '--format', 'yaml'], '--format takes json, text or sarif, not "yaml".'],
    [['compile', service, 'more'], 'compile does not take "more".'],
    [['compile', 'templates'], 'templates cannot be read: it is a folder'],
    [['compile', service, '-o', 'templates'], 'templates cannot be written: it is a folder'],
    [['simulate', service, '--scenario', 'templates'], 'templates cannot be read: it is a folder'],
    [
      ['simulate', service, '--input', '{}'],
      'The service has 2 triggers. Name one with --trigger: by_hand, order_placed.',
    ],
    [
      ['run', service, '--input', '{}', '--trigger', 'by_hnd'],
      'The service has no trigger "by_hnd". Name one with --trigger: by_hand, order_placed.',
    ],
    [['run', service, '--input', '{}', '--time-scale', 'fast'], '--time-scale takes a number above 0, not "fast".'],
    [['fix', '-'], '- cannot be read: fixes are written into the file, so it needs one'],
    [['dev', 'now'], 'dev does not take "now".'],
  ])('says what is wrong with omniroute %s, and exits with 2', async (argv, message) => {
    const { code, err } = await omniroute(...argv);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });

  it('says how to start a stack where none answers, and exits with 3', async () => {
    const { code, err } = await omniroute('run', service, '-t', 'by_hand', '--input', '{"order_id":"o-1001"}');
    expect([code, err]).toEqual([
      3,
      'Nothing answers at http://127.0.0.1:9. Start the stack with npm start, or set OMNIROUTE_URL.\n',
    ]);
  });
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { loadLibraries, NO_LIBRARIES } from '@omniroute/expressions';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import { service } from '@omniroute/testing';
import { sound } from '@omniroute/testing/sound';
import { describe, expect, test } from 'vitest';
import { type CompileInput, compile, compileWith, createCheckerWith, type LoweringRegistry } from '../src/index.ts';

const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };
const root = new URL('../../', import.meta.url);

/** Compiles as a page does: with nothing at first, then with no more than what was asked for. */
async function inPage(input: CompileInput) {
  const { needs = [] } = compileWith(NO_LIBRARIES, input, options);
  return { needs, result: compileWith(await loadLibraries(needs, NO_LIBRARIES), input, options) };
}

function textsIn(folder: string): (readonly [string, CompileInput])[] {
  return readdirSync(new URL(folder, root)).flatMap((name) => {
    const file = new URL(`${folder}${name}/service.json`, root);
    return existsSync(file) ? [[name, { text: readFileSync(file, 'utf8') }] as const] : [];
  });
}

describe('a page that loads what a service asks for', () => {
  const services = [
    ...textsIn('templates/'),
    ...textsIn('compiler/cases/'),
    ...sound.map(([name, builder]) => [name, { document: builder.json }] as const),
  ];

  test('finds in every template, case and sound service what a server finds', async () => {
    expect(services.length).toBeGreaterThan(150);
    for (const [name, input] of services)
      expect([name, (await inPage(input)).result]).toEqual([name, compile(input, options)]);
  });

  test('loads nothing for most', async () => {
    const asked = await Promise.all(services.map(async ([, input]) => (await inPage(input)).needs));
    expect(asked.filter((needs) => needs.length === 0).length).toBeGreaterThan(services.length * 0.8);
    expect(new Set(asked.flat())).toEqual(new Set(['regex', 'zones']));
  });

  test.each([
    [{ inputs: { type: 'object', properties: { sku: { type: 'string', pattern: '(' } } } }, ['regex'], ['OR4013']],
    [{ outputs: { schema: { type: 'string', pattern: '^a$' }, value: 'b' } }, ['regex'], ['OR4002']],
    [{ outputs: { value: '${ service.id.matches("(") }' } }, ['regex'], ['OR4013']],
    [{ outputs: { value: '${ now().getHours("Africa/Lagoss") }' } }, ['zones'], ['OR6014']],
  ])('%j needs %j', async (fields, needs, codes) => {
    const { json: document } = service().with(fields).node('first', 'transform', { output: 1 });
    const page = await inPage({ document });
    expect([page.needs, page.result.diagnostics.map(({ code }) => code)]).toEqual([needs, codes]);
  });

  test('keeps a checker that is given what it needs when a change makes it need something', async () => {
    const { json: document } = service().node('first', 'transform', { output: '${ run.id }' });
    const checker = createCheckerWith(NO_LIBRARIES, options, document);
    expect([checker.needs(), checker.check(), checker.plan() === null]).toEqual([[], [], false]);
    const value = '${ run.id.matches("(") }';
    expect(checker.apply([{ op: 'update_node', id: 'first', pointer: '/config/output', value }]).ok).toBe(true);
    expect([checker.needs(), checker.check(), checker.plan()]).toEqual([['regex'], [], null]);
    checker.use(await loadLibraries(checker.needs(), NO_LIBRARIES));
    expect([checker.needs(), checker.check()]).toEqual([
      [],
      compile({ document: checker.document }, options).diagnostics,
    ]);
    expect(checker.check().map(({ code }) => code)).toEqual(['OR4013']);
  });

  test('says nothing of a service before it has what that needs', () => {
    const { json: document } = service().with({ outputs: { value: '${ service.id.matches("a") }' } });
    expect(compileWith(NO_LIBRARIES, { document }, options)).toEqual({ ok: false, diagnostics: [], needs: ['regex'] });
  });
});

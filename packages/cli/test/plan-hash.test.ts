import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compile, type LoweringRegistry } from '@omniroute/compiler';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import { planHash } from '@omniroute/plan';
import { isObject, type Json } from '@omniroute/primitives';
import { sound } from '@omniroute/testing/sound';
import { getChromium } from '@omniroute/tooling';
import { type Browser, chromium } from 'playwright-core';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, expect, test } from 'vitest';

const seed = 20261201;
const root = fileURLToPath(new URL('../../../', import.meta.url));
const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };

/** Every template and every sound service, by name. */
const services: readonly (readonly [string, Json])[] = [
  ...readdirSync(`${root}templates`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(
      ({ name }) => [name, JSON.parse(readFileSync(`${root}templates/${name}/service.json`, 'utf8')) as Json] as const,
    ),
  ...sound.map(([name, builder]) => [name, builder.json] as const),
];

/** Numbers that look random and come from a seed. */
function randomOf(start: number): () => number {
  let state = start;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The same data with the fields of all its objects in another order. */
function shuffled(value: Json, random: () => number): Json {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, random));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, inner]) => ({ name, inner, at: random() }));
  return Object.fromEntries(
    entries.sort((a, b) => a.at - b.at).map(({ name, inner }) => [name, shuffled(inner, random)]),
  );
}

/** What a page would run: compiles texts with what they need, and answers the hashes of their plans. */
const PAGE = `
  import { compileWith } from '@omniroute/compiler';
  import { loadLibraries, NO_LIBRARIES } from '@omniroute/expressions';
  import { definitions } from '@omniroute/kinds/definitions';
  import { lowerings } from '@omniroute/kinds/lowerings';
  import { planHash } from '@omniroute/plan';
  const options = { kinds: definitions, lowerings };
  let libraries = NO_LIBRARIES;
  globalThis.hashesOf = async (texts) => {
    const hashes = [];
    for (const text of texts) {
      const { needs = [] } = compileWith(libraries, { text }, options);
      libraries = await loadLibraries(needs, libraries);
      const { plan } = compileWith(libraries, { text }, options);
      hashes.push(plan === undefined ? 'no plan' : planHash(plan));
    }
    return hashes;
  };`;

async function bundled(): Promise<ReadonlyMap<string, string>> {
  const entry = '\0page';
  const bundle = await rolldown({
    input: 'page',
    cwd: root,
    platform: 'browser',
    plugins: [
      {
        name: 'page',
        // The page's imports are found as if it stood beside this test.
        resolveId(source, importer) {
          if (source === 'page') return entry;
          return importer === entry ? this.resolve(source, fileURLToPath(import.meta.url)) : null;
        },
        load: (id) => (id === entry ? PAGE : null),
      },
    ],
  });
  const { output } = await bundle.generate({ format: 'esm', minify: true, entryFileNames: 'page.js' });
  await bundle.close();
  return new Map(output.flatMap((part) => (part.type === 'chunk' ? [[part.fileName, part.code] as const] : [])));
}

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: await getChromium(),
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
});
afterAll(() => browser?.close());

test(`a service has one plan, whatever the order of its fields (seed ${seed}), in Node and in Chromium`, async () => {
  const random = randomOf(seed);
  const texts = services.map(([, document]) => JSON.stringify(shuffled(document, random)));
  const inNode = services.map(([name, document], index) => {
    const plans = [compile({ document }, options), compile({ text: texts[index] ?? '' }, options)].map(
      ({ plan }) => plan,
    );
    return [name, ...plans.map((plan) => (plan === undefined ? 'no plan' : planHash(plan)))] as const;
  });

  const page = await browser.newPage();
  const files = await bundled();
  await page.route('http://page.test/**', (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    const code = files.get(name);
    if (name === '') return route.fulfill({ contentType: 'text/html', body: '<title>page</title>' });
    return code === undefined
      ? route.fulfill({ status: 404 })
      : route.fulfill({ contentType: 'text/javascript', body: code });
  });
  await page.goto('http://page.test/');
  await page.addScriptTag({ type: 'module', url: 'http://page.test/page.js' });
  const inChromium = await page.evaluate(
    (all) => (globalThis as unknown as { hashesOf(texts: string[]): Promise<string[]> }).hashesOf(all),
    texts,
  );

  expect(services.length).toBeGreaterThanOrEqual(49);
  expect(texts.filter((text, index) => text !== JSON.stringify(services[index]?.[1])).length).toBeGreaterThan(45);
  expect(inNode.map(([name, , hash], index) => [name, hash, inChromium[index]])).toEqual(
    inNode.map(([name, hash]) => [name, hash, hash]),
  );
  expect(new Set(inChromium).size).toBe(services.length);
});

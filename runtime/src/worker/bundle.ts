import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BundleOptions, bundleWorkflowCode } from '@temporalio/worker';
import { failureConverterPath, payloadConverterPath } from '../codec/data-converter.ts';

const workflowsPath = fileURLToPath(new URL('../workflows/index.ts', import.meta.url));
const preloadedPath = fileURLToPath(new URL('../workflows/preloaded.ts', import.meta.url));
const root = fileURLToPath(new URL('../../../', import.meta.url));
/** What the Node of every worker runs as it is. */
const TARGET = 'es2022';
/** Folders whose code ends up in the bundle: a change in them makes a new one. */
const SOURCES = [
  'runtime/src/workflows',
  ...['errors', 'primitives', 'expressions', 'plan', 'engine'].map((name) => `packages/${name}/src`),
];

/** The workflow bundle's code, built once per state of the sources and kept under the home folder. */
export async function workflowBundle(home: string): Promise<{ code: string }> {
  const path = join(home, 'cache', 'workflows', `${await sourceHash()}.js`);
  const kept = existsSync(path) ? unsealed(await readFile(path, 'utf8')) : null;
  if (kept !== null) return { code: kept };
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    payloadConverterPath,
    failureConverterPath,
    preloadModules: [preloadedPath],
    webpackConfigHook: asWritten,
    logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} },
  });
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${sealOf(code)}\n${code}`);
  await rename(draft, path);
  return { code };
}

type WebpackHook = NonNullable<BundleOptions['webpackConfigHook']>;

/**
 * Leaves the code as it is written and puts modules together. As the SDK has it, object spreads and class fields become calls
 * of helpers and every import a getter: half of what a step of the engine costs in the sandbox.
 */
const asWritten: WebpackHook = (config) => {
  for (const rule of config.module?.rules ?? []) {
    const { use } = rule as { use?: { loader?: string; options?: { jsc?: { target?: string } } } };
    if (use?.loader?.includes('swc-loader') === true && use.options?.jsc !== undefined) use.options.jsc.target = TARGET;
  }
  return {
    ...config,
    optimization: {
      ...config.optimization,
      concatenateModules: true,
      providedExports: true,
      usedExports: true,
      sideEffects: true,
    },
  };
};

/** The code behind its seal; null if it was cut off or changed, as after a loss of power. */
function unsealed(text: string): string | null {
  const end = text.indexOf('\n');
  const code = text.slice(end + 1);
  return text.slice(0, end) === sealOf(code) ? code : null;
}

function sealOf(code: string): string {
  return `// ${createHash('sha256').update(code).digest('hex')}`;
}

async function sourceHash(): Promise<string> {
  const hash = createHash('sha256').update(await readFile(join(root, 'package-lock.json')));
  // How it is bundled is said here.
  hash.update(await readFile(fileURLToPath(import.meta.url)));
  for (const folder of SOURCES) {
    const files = (await readdir(join(root, folder), { recursive: true })).filter(
      (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
    );
    for (const file of files.sort()) hash.update(file).update(await readFile(join(root, folder, file)));
  }
  return hash.digest('hex').slice(0, 32);
}

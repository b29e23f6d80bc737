// What every command of the README begins with: runs on any Node from 20 up (check-node.cjs sees to that before), with nothing
// installed, and ends in Node 24 with everything installed. Only Node's own modules.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OWN_NODE = 24;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const bundledNode = join(modules, `node-${process.platform}-${process.arch}`, 'bin', 'node');
const major = Number(process.versions.node.split('.')[0]);

/**
 * Installs what is missing, then runs a script under Node 24, first in its search path; resolves with its exit code. The
 * script gets a lifeline on descriptor 3, whose end is the end of this process, however that comes.
 */
export async function run(script, args = process.argv.slice(2)) {
  await install();
  const node = nodeToUse();
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`, OMNIROUTE_CHILD: '1' };
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', join(root, script), ...args], {
    cwd: root,
    env,
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
  });
  // The script may be gone before its lifeline is closed.
  child.stdio[3].on('error', () => {});
  // Ctrl-C reaches the child by itself; this process only waits for it.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on('error', (error) => fail(`${node} could not be started: ${error.message}`));
    child.on('exit', (code, signal) => resolve(signal === null ? code : 1));
  });
}

/** Installs what the lockfile names, once per state of it. */
async function install() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  const stamp = join(modules, '.omniroute-lock');
  const wanted = createHash('sha256').update(lock).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  // After an `npm install` by hand all may be there already; npm ci would delete it first.
  if (!isInstalled(JSON.parse(lock.toString()))) await fetchPackages();
  try {
    writeFileSync(stamp, wanted);
  } catch (error) {
    // Complete and not ours to write: it is looked at again next time.
    if (error.code !== 'EROFS' && error.code !== 'EACCES') throw error;
  }
}

async function fetchPackages() {
  try {
    accessSync(root, constants.W_OK);
  } catch {
    fail(`The folder ${root} cannot be written to, so nothing can be installed in it. Clone into a folder of yours.`);
  }
  process.stderr.write('Installing packages (once, half a minute or more)\n');
  const began = Date.now();
  const npm = process.env.npm_execpath;
  const [program, args] = npm !== undefined && /\.c?js$/.test(npm) ? [process.execPath, [npm]] : ['npm', []];
  const { status, error, stopped } = await runNpm(program, [
    ...args,
    'ci',
    '--loglevel=error',
    '--no-audit',
    '--no-fund',
  ]);
  if (stopped) fail('Stopped. What is not installed yet is the next time.', 130);
  if (error !== undefined) fail(`npm could not be started (${error.message}). It comes with Node: install that whole.`);
  if (status !== 0)
    fail(
      'The packages could not be installed; npm says why above. They come from the network: see that the registry can be reached (behind a proxy set HTTPS_PROXY), then run this again.',
    );
  process.stderr.write(`Packages installed after ${((Date.now() - began) / 1000).toFixed(0)} s.\n`);
}

/** Runs npm to its end. Told to stop it may roll back for a moment, but not wait for the network as it would. */
function runNpm(program, args) {
  const npm = spawn(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  let stopped = false;
  const stop = () => {
    stopped = true;
    npm.kill('SIGTERM');
    setTimeout(() => npm.kill('SIGKILL'), 1000).unref();
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  return new Promise((resolve) => {
    const end = (result) => {
      for (const signal of SIGNALS) process.off(signal, stop);
      resolve({ ...result, stopped });
    };
    npm.on('error', (error) => end({ error }));
    npm.on('exit', (status) => end({ status }));
  });
}

/** Whether node_modules holds exactly what the lockfile names, by the list that npm keeps there. */
function isInstalled(lock) {
  const list = join(modules, '.package-lock.json');
  if (!existsSync(list)) return false;
  const there = JSON.parse(readFileSync(list, 'utf8')).packages;
  const isPackage = (path) => path.startsWith('node_modules/');
  const names = Object.keys(lock.packages).filter(isPackage);
  const same = (one, other) =>
    one.version === other.version && one.integrity === other.integrity && one.resolved === other.resolved;
  return (
    Object.keys(there)
      .filter(isPackage)
      .every((name) => lock.packages[name] !== undefined) &&
    names.every((name) => {
      const wanted = lock.packages[name];
      // Packages for other platforms are left out; the one that matters is asked for by name below.
      if (there[name] === undefined) return wanted.optional === true && !bundledNode.includes(`/${name}/`);
      return same(wanted, there[name]) && existsSync(join(root, name));
    })
  );
}

/** The Node that the project brings, or the present one if it is new enough. */
function nodeToUse() {
  if (existsSync(bundledNode)) return bundledNode;
  if (major >= OWN_NODE) return process.execPath;
  return fail(
    `There is no bundled Node ${OWN_NODE} for ${process.platform} ${process.arch}, and this one is ${process.versions.node}. Install Node ${OWN_NODE} and run this again.`,
  );
}

function fail(text, code = 1) {
  process.stderr.write(`${text}\n`);
  process.exit(code);
}

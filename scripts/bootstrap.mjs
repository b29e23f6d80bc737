// What both commands of the README begin with: runs on any Node from 20 up, with nothing installed, and ends in Node 24 with
// everything installed. Only Node's own modules.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

function fail(text) {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

/** Installs what the lockfile names, once per state of it. */
function install() {
  const modules = join(root, 'node_modules');
  const stamp = join(modules, '.omniroute-lock');
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  try {
    accessSync(root, constants.W_OK);
  } catch {
    fail(`The folder ${root} cannot be written to, so nothing can be installed in it. Clone into a folder of yours.`);
  }
  process.stderr.write('Installing packages (once; about half a minute)…\n');
  const began = Date.now();
  const npm = process.env.npm_execpath;
  const [program, args] = npm !== undefined && /\.c?js$/.test(npm) ? [process.execPath, [npm]] : ['npm', []];
  const { status } = spawnSync(program, [...args, 'ci', '--loglevel=error', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0)
    fail(
      'The packages could not be installed; npm says why above. Without a network they cannot be fetched; with one, run the command again. Nothing else was changed.',
    );
  writeFileSync(stamp, wanted);
  process.stderr.write(`Packages installed after ${((Date.now() - began) / 1000).toFixed(0)} s.\n`);
}

/** The Node that the project brings. */
function ownNode() {
  const path = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (existsSync(path)) return path;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  return fail(
    `There is no bundled Node 24 for ${process.platform} ${process.arch}. Install Node 24 and run this again.`,
  );
}

/** Installs, then runs a script under Node 24; resolves with its exit code. It ends with this process, however that ends. */
export function run(script, args = process.argv.slice(2)) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) fail(`Node ${process.versions.node} is too old: 20 or newer is needed to begin with.`);
  install();
  const node = ownNode();
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`, OMNIROUTE_CHILD: '1' };
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', join(root, script), ...args], {
    cwd: root,
    env,
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
  });
  // Ctrl-C reaches the child by itself; this process only waits for it.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.on('exit', (code, signal) => resolve(signal === null ? code : 128)));
}

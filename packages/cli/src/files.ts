import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Scenario } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import type { Terminal } from './command.ts';
import { cliErrors } from './errors.ts';

/** Names under which a service is looked for in folders. */
const SERVICE_FILES: readonly string[] = ['service.json', 'service.yaml', 'service.yml'];

/** Stands for the standard input where a file is asked for. */
export const STANDARD_INPUT = '-';

/** Reads a text file, or the standard input; a missing or unreadable one is a wrong call. */
export async function readText(terminal: Terminal, file: string): Promise<string> {
  if (file === STANDARD_INPUT) return terminal.input();
  try {
    return await readFile(resolve(terminal.cwd, file), 'utf8');
  } catch (error) {
    throw cliErrors.fault('cli.file', { file, problem: problemOf(error) }, error);
  }
}

/** Writes a text file and the folders above it. */
export async function writeText(terminal: Terminal, file: string, text: string): Promise<void> {
  const path = resolve(terminal.cwd, file);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  } catch (error) {
    throw cliErrors.fault('cli.write', { file, problem: problemOf(error) }, error);
  }
}

function problemOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no such file';
  return code === 'EISDIR' ? 'it is a folder' : message;
}

/** Reads a JSON file. */
export async function readJson(terminal: Terminal, file: string): Promise<Json> {
  const text = await readText(terminal, file);
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw cliErrors.fault('cli.json', { file, problem: (error as Error).message }, error);
  }
}

/** A value given on the command line: JSON itself, or `@file`, or a file's name, or `-` for the standard input. */
export async function readValue(terminal: Terminal, given: string): Promise<Json> {
  const text = given.trim();
  if (text.startsWith('@')) return readJson(terminal, text.slice(1));
  if (/^[[{"]|^(true|false|null|-?\d)/.test(text)) {
    try {
      return JSON.parse(text) as Json;
    } catch (error) {
      throw cliErrors.fault('cli.json', { file: 'the value given', problem: (error as Error).message }, error);
    }
  }
  return readJson(terminal, text);
}

const SCENARIO_FIELDS = new Set([
  'name',
  'trigger',
  'input',
  'event',
  'now',
  'mocks',
  'messages',
  'callbacks',
  'tasks',
  'operations',
  'cancel_at',
  'expect',
]);

/** Reads a scenario file; a field that scenarios do not have is refused, or what it was meant to do would not happen. */
export async function readScenario(terminal: Terminal, file: string): Promise<Scenario> {
  const value = await readJson(terminal, file);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw cliErrors.fault('cli.scenario', { file, problem: 'it is not an object' });
  const unknown = Object.keys(value).find((field) => !SCENARIO_FIELDS.has(field));
  if (unknown !== undefined) throw cliErrors.fault('cli.scenario', { file, problem: `it has no field "${unknown}"` });
  const name = (value as { name?: Json }).name;
  return { ...(value as unknown as Scenario), name: typeof name === 'string' ? name : basename(file, '.json') };
}

/** Every service below folders, and the files that were named themselves. */
export async function findServices(cwd: string, paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    if (path === STANDARD_INPUT) {
      found.push(path);
      continue;
    }
    const full = resolve(cwd, path);
    const info = await stat(full).catch((error: unknown) => {
      throw cliErrors.fault('cli.file', { file: path, problem: 'there is no such file or folder' }, error);
    });
    if (!info.isDirectory()) found.push(path);
    else {
      const entries = await readdir(full, { recursive: true });
      found.push(
        ...entries
          .filter((entry) => SERVICE_FILES.includes(basename(entry)) && !entry.includes('node_modules'))
          .sort()
          .map((entry) => join(path, entry)),
      );
    }
  }
  return found;
}

/** The scenarios beside a service: `<its folder>/scenarios/*.json`, in order of name. */
export async function findScenarios(cwd: string, service: string): Promise<string[]> {
  const folder = join(dirname(service), 'scenarios');
  const entries = await readdir(resolve(cwd, folder)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw cliErrors.fault('cli.file', { file: folder, problem: error.message }, error);
  });
  return entries
    .filter((entry) => entry.endsWith('.json'))
    .sort()
    .map((entry) => join(folder, entry));
}

import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Scenario } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { cliErrors } from './errors.ts';

/** Reads a text file; a missing or unreadable one is a wrong call. */
export async function readText(cwd: string, file: string): Promise<string> {
  try {
    return await readFile(resolve(cwd, file), 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const problem =
      code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : (error as Error).message;
    throw cliErrors.fault('cli.file', { file, problem }, error);
  }
}

/** Reads a JSON file. */
export async function readJson(cwd: string, file: string): Promise<Json> {
  const text = await readText(cwd, file);
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw cliErrors.fault('cli.json', { file, problem: (error as Error).message }, error);
  }
}

/** A value given on the command line: JSON itself, or `@file`, or a file's name. */
export async function readValue(cwd: string, given: string): Promise<Json> {
  const text = given.trim();
  if (text.startsWith('@')) return readJson(cwd, text.slice(1));
  if (/^[[{"]|^(true|false|null|-?\d)/.test(text)) {
    try {
      return JSON.parse(text) as Json;
    } catch (error) {
      throw cliErrors.fault('cli.json', { file: 'the value given', problem: (error as Error).message }, error);
    }
  }
  return readJson(cwd, text);
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
  'cancel_at',
  'expect',
]);

/** Reads a scenario file; a field that scenarios do not have is refused, or what it was meant to do would not happen. */
export async function readScenario(cwd: string, file: string): Promise<Scenario> {
  const value = await readJson(cwd, file);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw cliErrors.fault('cli.scenario', { file, problem: 'it is not an object' });
  const unknown = Object.keys(value).find((field) => !SCENARIO_FIELDS.has(field));
  if (unknown !== undefined) throw cliErrors.fault('cli.scenario', { file, problem: `it has no field "${unknown}"` });
  const name = (value as { name?: Json }).name;
  return { ...(value as unknown as Scenario), name: typeof name === 'string' ? name : basename(file, '.json') };
}

/** Every `service.json` below folders, and the files that were named themselves. */
export async function findServices(cwd: string, paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const full = resolve(cwd, path);
    const info = await stat(full).catch((error: unknown) => {
      throw cliErrors.fault('cli.file', { file: path, problem: 'there is no such file or folder' }, error);
    });
    if (info.isFile()) found.push(path);
    else {
      const entries = await readdir(full, { recursive: true });
      found.push(
        ...entries
          .filter((entry) => basename(entry) === 'service.json' && !entry.includes('node_modules'))
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

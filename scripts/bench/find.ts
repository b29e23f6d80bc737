import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const SKIPPED = new Set(['node_modules', '.git', '.omniroute', 'dist', 'coverage']);

/** Files below `folder` whose name ends with `suffix`, in the order of their paths. */
export function findFiles(folder: string, suffix: string): readonly string[] {
  const found: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory() && !SKIPPED.has(entry.name)) found.push(...findFiles(join(folder, entry.name), suffix));
    if (entry.isFile() && entry.name.endsWith(suffix)) found.push(join(folder, entry.name));
  }
  return found.sort();
}

/** Loads the list that each file exports under `name`; a file without it, or an id used twice, is an error. */
export async function loadAll<T extends { readonly id: string }>(files: readonly string[], name: string): Promise<T[]> {
  const all: T[] = [];
  for (const file of files) {
    const listed = ((await import(pathToFileURL(file).href)) as Record<string, unknown>)[name];
    if (!Array.isArray(listed)) throw new Error(`${file} does not export a list "${name}".`);
    for (const item of listed as T[]) {
      if (all.some((known) => known.id === item.id)) throw new Error(`${file}: the id "${item.id}" is used twice.`);
      all.push(item);
    }
  }
  return all;
}

/** Those whose id is named or begins with a name and a separator (`compile` takes `compile-200`); all if nothing is named. */
export function choose<T extends { readonly id: string }>(all: readonly T[], names: readonly string[]): readonly T[] {
  if (names.length === 0) return all;
  const matches = (id: string, name: string) =>
    id === name || (id.startsWith(name) && /^[^a-z0-9]/i.test(id.slice(name.length)));
  const unknown = names.filter((name) => !all.some((item) => matches(item.id, name)));
  if (unknown.length > 0) {
    throw new Error(`There is no ${unknown.join(', ')}. There are: ${all.map((item) => item.id).join(', ')}`);
  }
  return all.filter((item) => names.some((name) => matches(item.id, name)));
}

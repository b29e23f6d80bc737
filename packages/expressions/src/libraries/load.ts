import type { Libraries, LibraryName } from './libraries.ts';

/** What a page has, with what it needs besides: each library is fetched once, as a part of the bundle of its own. */
export async function loadLibraries(needed: readonly LibraryName[], have: Libraries): Promise<Libraries> {
  const [regex, zones] = await Promise.all([
    have.regex === null && needed.includes('regex') ? import('./regex.ts').then((loaded) => loaded.regex) : have.regex,
    have.zones === null && needed.includes('zones') ? import('./zones.ts').then((loaded) => loaded.zones) : have.zones,
  ]);
  return { regex, zones };
}

import type { ActivityCatalogue } from '@omniroute/kind-sdk';
import { type Call, textOption } from './command.ts';
import { cliErrors } from './errors.ts';
import { readText } from './files.ts';

/** The option of commands that know a tenant's activities. */
export const CATALOGUE_OPTION = { catalogue: { type: 'string' } } as const;
export const CATALOGUE_HELP = { catalogue: "A file with the tenant's activities." } as const;

/** A catalogue with the text it was read from. */
export interface ReadCatalogue {
  readonly text: string;
  readonly catalogue: ActivityCatalogue;
}

/** Reads the catalogue that was given, if one was; one that is none is a wrong call. */
export async function readCatalogue(call: Call): Promise<ReadCatalogue | null> {
  const file = textOption(call, 'catalogue');
  if (file === undefined) return null;
  const text = await readText(call.terminal, file);
  const { ActivityCatalogue } = await import('@omniroute/kind-sdk/catalogue');
  const [{ checkPatterns, walk }, { ALL_LIBRARIES }] = await Promise.all([
    import('@omniroute/dsl'),
    import('@omniroute/expressions'),
  ]);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw cliErrors.fault('cli.json', { file, problem: (error as Error).message }, error);
  }
  const { findings, patterns } = walk(ActivityCatalogue, value);
  const [finding] = [...findings, ...checkPatterns(patterns, ALL_LIBRARIES.regex)];
  if (finding !== undefined)
    throw cliErrors.fault('cli.catalogue', { file, problem: `${finding.pointer} ${finding.message}`.trim() });
  return { text, catalogue: value as ActivityCatalogue };
}

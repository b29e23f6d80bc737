import type { KnownServices } from '@omniroute/kind-sdk';
import type { Json } from '@omniroute/primitives';
import { type Call, textOption } from './command.ts';
import { findServices, readText, STANDARD_INPUT } from './files.ts';
import { parseText } from './read-source.ts';

/** The option of commands that know other services. */
export const SERVICES_OPTION = { services: { type: 'string' } } as const;
export const SERVICES_HELP = { services: 'A folder with the services that can be called.' } as const;

/** Services beside the one at hand: those of the folder that was given, and those named together with it. */
export interface ReadServices {
  /** All their texts: what is known of services is made from these. */
  readonly text: string;
  /** What they promise, read when it is first needed. */
  known(): Promise<KnownServices>;
  /** The file of a service. */
  fileOf(service: string): Promise<string | null>;
}

interface ReadFile {
  readonly file: string;
  readonly text: string;
}

/** Reads the services that can be called; `null` where there are none besides the one at hand. */
export async function readServices(call: Call, named: readonly string[]): Promise<ReadServices | null> {
  const folder = textOption(call, 'services');
  const beside = folder === undefined ? [] : await findServices(call.terminal.cwd, [folder]);
  const files = [...new Set([...named, ...beside])].filter((file) => file !== STANDARD_INPUT);
  if (folder === undefined && files.length < 2) return null;
  const read = await Promise.all(files.map(async (file) => ({ file, text: await readText(call.terminal, file) })));
  let contracts: Promise<readonly Contracted[]> | undefined;
  const all = () => {
    contracts ??= contractsOf(read);
    return contracts;
  };
  return {
    text: read.map(({ text }) => text).join('\n'),
    async known() {
      const found = await all();
      return { contracts: found.map(({ contract }) => contract), names: found.map(({ contract }) => contract.service) };
    },
    async fileOf(service) {
      return (await all()).find(({ contract }) => contract.service === service)?.file ?? null;
    },
  };
}

interface Contracted {
  readonly file: string;
  readonly contract: KnownServices['contracts'][number];
}

async function contractsOf(files: readonly ReadFile[]): Promise<readonly Contracted[]> {
  const { contractOf } = await import('@omniroute/compiler');
  const { definitions } = await import('@omniroute/kinds/definitions');
  const found: Contracted[] = [];
  for (const { file, text } of files) {
    const { document } = await parseText(file, text);
    // As it is drawn a service stands for every version of it.
    const contract =
      document === undefined ? null : contractOf(document as Json, definitions, { version: null, active: true });
    if (contract !== null) found.push({ file, contract });
  }
  return found;
}

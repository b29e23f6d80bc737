import type { Service } from '@omniroute/dsl';
import { isObject } from '@omniroute/primitives';
import { type Call, type Command, textOption } from '../command.ts';
import { ejectProject } from '../eject/eject-project.ts';
import { cliErrors } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { writeText } from '../files.ts';
import { CATALOGUE_HELP, CATALOGUE_OPTION } from '../read-catalogue.ts';
import { SERVICES_HELP, SERVICES_OPTION } from '../read-services.ts';
import { readSource } from '../read-source.ts';

/** Forms in which something can be written out. */
const FORMS: Readonly<Record<string, (call: Call) => Promise<string>>> = {
  mermaid: async (call) => {
    const { mermaid } = await import('@omniroute/compiler');
    const { definitions } = await import('@omniroute/kinds/definitions');
    return mermaid(await drawable(call), definitions);
  },
  'json-schema': async () => {
    const { serviceJsonSchema } = await import('@omniroute/compiler');
    const { definitions } = await import('@omniroute/kinds/definitions');
    return `${JSON.stringify(serviceJsonSchema(definitions), null, 2)}\n`;
  },
};

export const exportCommand: Command = {
  name: 'export',
  usage:
    'export FILE --to mermaid [-o OUT]\nomniroute export --to json-schema [-o OUT]\nomniroute export FILE --to temporal-ts DIR [--force] [--catalogue FILE] [--services FOLDER]',
  summary: 'Writes a service as a diagram or as a Temporal project of its own, or the schema of services for editors.',
  options: {
    to: { type: 'string' },
    output: { type: 'string', short: 'o' },
    force: { type: 'boolean' },
    ...CATALOGUE_OPTION,
    ...SERVICES_OPTION,
  },
  optionHelp: {
    to: 'mermaid: a flowchart of the service; json-schema: what a service may hold, with the settings of every kind; temporal-ts: a TypeScript project for Temporal that does the same without OmniRoute, with its scenarios as tests.',
    output: 'Writes to a file instead of printing.',
    force: 'Writes into a folder that is not empty.',
    ...CATALOGUE_HELP,
    ...SERVICES_HELP,
  },
  operands: 'many',
  async run(call) {
    const to = textOption(call, 'to');
    const names = 'mermaid, json-schema or temporal-ts';
    if (to === undefined) throw cliErrors.fault('cli.missing_argument', { command: 'export', what: `--to ${names}` });
    if (to === 'temporal-ts') return ejectProject(call);
    const form = Object.hasOwn(FORMS, to) ? FORMS[to] : undefined;
    if (form === undefined)
      throw cliErrors.fault('cli.unknown_option', { command: 'export', problem: `--to takes ${names}, not "${to}".` });
    const [, extra] = call.arguments;
    if (extra !== undefined) throw cliErrors.fault('cli.extra_argument', { command: 'export', extra });
    const text = await form(call);
    const out = textOption(call, 'output');
    if (out === undefined) call.terminal.out(text);
    else await writeText(call.terminal, out, text);
    return EXIT.fine;
  },
};

/** A service as far as it can be drawn: it need not be sound, but it has steps and edges. */
async function drawable(call: Call): Promise<Service> {
  const [file] = call.arguments;
  if (file === undefined) throw cliErrors.fault('cli.missing_argument', { command: 'export', what: 'a file' });
  const { normalise, Service: schema, walk } = await import('@omniroute/dsl');
  const { source } = await readSource(call.terminal, file);
  const { document } = normalise(source.document ?? null);
  const isDrawable =
    isObject(document) && !walk(schema, document).findings.some(({ code }) => ['OR1004', 'OR1005'].includes(code));
  if (!isDrawable) throw cliErrors.fault('cli.unsound', { file });
  return document as unknown as Service;
}

import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { calleesOf } from '../callees.ts';
import { type Call, printJson } from '../command.ts';
import { errorsOf, rendered } from '../compile-file.ts';
import { cliErrors } from '../errors.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { findScenarios, readScenario, readText, writeText } from '../files.ts';
import { readCatalogue } from '../read-catalogue.ts';
import { type ReadServices, readServices } from '../read-services.ts';
import { parseText } from '../read-source.ts';
import { exportedScenario } from './exported-scenario.ts';

/**
 * Writes a service as a Temporal project of its own into a folder, with its scenarios. What cannot be written with the same
 * meaning is reported with its place, and then nothing is written.
 */
export async function ejectProject(call: Call): Promise<ExitCode> {
  const [file, folder, extra] = call.arguments;
  if (file === undefined) throw cliErrors.fault('cli.missing_argument', { command: 'export', what: 'a file' });
  if (folder === undefined) throw cliErrors.fault('cli.missing_argument', { command: 'export', what: 'a folder' });
  if (extra !== undefined) throw cliErrors.fault('cli.extra_argument', { command: 'export', extra });
  if (call.options.force !== true) await refuseFilled(call, folder);
  const { ejectTemporal } = await import('@omniroute/compiler/temporal-ts');
  const { definitions } = await import('@omniroute/kinds/definitions');
  const { lowerings } = await import('@omniroute/kinds/lowerings');
  const text = await readText(call.terminal, file);
  const source = await parseText(file, text);
  const catalogue = await readCatalogue(call);
  const services = await readServices(call, [file]);
  const ejected = ejectTemporal(
    { source },
    {
      kinds: definitions,
      lowerings: lowerings as never,
      ...(catalogue === null ? {} : { catalogue: catalogue.catalogue }),
      ...(services === null ? {} : { services: await services.known() }),
    },
    await calleesBeside(call, services),
  );
  if (!ejected.ok) {
    const { refusals, diagnostics } = ejected;
    const placed = refusals.map((refusal) => ({ ...refusal, ...source.place(refusal.pointer) }));
    if (call.json) printJson(call, { ok: false, diagnostics, not_translated: placed });
    else if (refusals.length === 0)
      call.terminal.err(await rendered(errorsOf({ ok: false, diagnostics }), { file, text }));
    else for (const each of placed) call.terminal.err(`${sentence(file, each)}\n`);
    return EXIT.findings;
  }
  const { plan, files, service } = ejected;
  const scenarios: Record<string, string> = {};
  const left: string[] = [];
  const callees = await calleesOf(call, plan, [file]);
  for (const path of await findScenarios(call.terminal.cwd, file)) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const made = exportedScenario(plan, await readScenario(call.terminal, path), { service, services: callees });
    if (made === null) left.push(name);
    else scenarios[`test/scenarios/${name}`] = `${JSON.stringify(made, null, 2)}\n`;
  }
  const empty = Object.keys(scenarios).length === 0 ? { 'test/scenarios/.gitkeep': '' } : {};
  const all = { ...files, ...empty, ...scenarios };
  for (const [path, content] of Object.entries(all)) await writeText(call.terminal, join(folder, path), content);
  const written = Object.keys(all).sort();
  if (call.json) printJson(call, { ok: true, folder, files: written, not_translated: [], scenarios_left_out: left });
  else {
    call.terminal.out(`${folder}: ${written.length} files. Next: npm install && npm run build && npm test\n`);
    for (const name of left)
      call.terminal.out(`${name} was left out: it acts on the run itself, or answers in place of a called service.\n`);
  }
  return EXIT.fine;
}

/** Finds the services that can be called, each read once. */
async function calleesBeside(call: Call, services: ReadServices | null) {
  const { names } = services === null ? { names: [] } : await services.known();
  const sources = new Map<string, Awaited<ReturnType<typeof parseText>>>();
  for (const name of names) {
    const file = await services?.fileOf(name);
    if (file != null) sources.set(name, await parseText(file, await readText(call.terminal, file)));
  }
  return (service: string) => {
    const source = sources.get(service);
    return source === undefined ? null : { source };
  };
}

/** A folder that holds something is not written over unless that is asked for. */
async function refuseFilled(call: Call, folder: string): Promise<void> {
  const entries = await readdir(resolve(call.terminal.cwd, folder)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw cliErrors.fault('cli.write', { file: folder, problem: error.message }, error);
  });
  if (entries.length > 0)
    throw cliErrors.fault('cli.write', {
      file: folder,
      problem: 'it is not empty; --force writes into it all the same.',
    });
}

function sentence(
  file: string,
  {
    node,
    pointer,
    reason,
    line,
    column,
  }: { node: string | null; pointer: string; reason: string; line?: number; column?: number },
): string {
  const place = line === undefined ? pointer : `${line}:${column ?? 1}`;
  const who = node === null ? 'The service' : `"${node}"`;
  return `${file}:${place}: ${who} cannot be written with the same meaning: ${reason}.`;
}

import type { Operation, Service } from '@omniroute/dsl';
import { deepEqual } from '@omniroute/primitives';
import type { Command } from '../command.ts';
import { printJson } from '../command.ts';
import { type CompiledFile, compileFile, rendered } from '../compile-file.ts';
import { cliErrors } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { STANDARD_INPUT, writeText } from '../files.ts';
import { readSamples, type Samples } from '../read-samples.ts';
import { isYaml } from '../read-source.ts';

/** A changed service and what changed it. */
interface Repair {
  readonly service: Service;
  readonly operations: readonly Operation[];
}

/** Fixes may uncover further findings with fixes of their own; a fix that changes nothing ends it. */
const MOST_ROUNDS = 50;

export const fix: Command = {
  name: 'fix',
  usage: 'fix FILE [--samples FILE] [--format json]',
  summary: 'Applies the fixes that are known for errors, and writes the file.',
  options: { samples: { type: 'string' } },
  optionHelp: {
    samples:
      'Outputs that steps gave, by step, or a scenario: steps whose output nothing describes get a schema they fit.',
  },
  operands: 'one',
  async run(call) {
    const [file] = call.arguments;
    if (file === undefined) throw cliErrors.fault('cli.missing_argument', { command: 'fix', what: 'a file' });
    if (file === STANDARD_INPUT)
      throw cliErrors.fault('cli.file', { file, problem: 'fixes are written into the file, so it needs one' });
    if (isYaml(file))
      throw cliErrors.fault('cli.file', { file, problem: 'fixes are written as JSON, which would cost its comments' });
    const samples = await readSamples(call);
    const applied: Operation[] = [];
    let compiled = await compileFile(call, file);
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const next = await repair(compiled);
      if (next === null) break;
      applied.push(...next.operations);
      await writeText(call.terminal, file, `${JSON.stringify(next.service, null, 2)}\n`);
      compiled = await compileFile(call, file);
    }
    const described = samples === null ? null : await describe(compiled, samples);
    if (described !== null) {
      applied.push(...described.operations);
      await writeText(call.terminal, file, `${JSON.stringify(described.service, null, 2)}\n`);
      compiled = await compileFile(call, file);
    }
    const left = compiled.result.diagnostics.filter((finding) => finding.severity === 'error');
    if (call.json) printJson(call, applied);
    else {
      for (const operation of applied) call.terminal.out(`${JSON.stringify(operation)}\n`);
      call.terminal.out(`${applied.length} changes\n`);
      if (left.length > 0) call.terminal.err(await rendered(left, { file, text: compiled.text }));
    }
    return left.length === 0 ? EXIT.fine : EXIT.findings;
  },
};

/** Schemas for outputs that nothing describes, as samples show them; `null` where there is none to add. */
async function describe({ result }: CompiledFile, samples: Samples): Promise<Repair | null> {
  const { service } = result;
  if (service === undefined) return null;
  const { applyAll } = await import('@omniroute/dsl');
  const { proposeSchemas } = await import('@omniroute/compiler');
  const { definitions } = await import('@omniroute/kinds/definitions');
  const operations = proposeSchemas(service, definitions, samples);
  const changed = operations.length === 0 ? null : applyAll(service, operations);
  return changed?.ok === true ? { service: changed.value.service, operations } : null;
}

/** The first error whose fix can be applied and changes something. */
async function repair({ result }: CompiledFile): Promise<Repair | null> {
  const { applyAll } = await import('@omniroute/dsl');
  const { service } = result;
  if (service === undefined) return null;
  for (const { severity, fix: operations } of result.diagnostics) {
    if (severity !== 'error' || operations === undefined) continue;
    const changed = applyAll(service, operations);
    if (changed.ok && !deepEqual(changed.value.service, service)) return { service: changed.value.service, operations };
  }
  return null;
}

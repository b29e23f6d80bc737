import type { CompileResult, LoweringRegistry } from '@omniroute/compiler';
import type { Service } from '@omniroute/dsl';
import type { Diagnostic } from '@omniroute/errors';
import type { Plan } from '@omniroute/plan';
import { type Call, printJson } from './command.ts';
import { type CompileCache, compileCache } from './compile-cache.ts';
import { readText } from './files.ts';
import { type ReadCatalogue, readCatalogue } from './read-catalogue.ts';
import { parseText } from './read-source.ts';

/** A compiled file with the text it came from. */
export interface CompiledFile {
  readonly file: string;
  readonly text: string;
  readonly result: CompileResult;
}

/** The option of every command that compiles. */
export const CACHE_OPTION = { 'no-cache': { type: 'boolean' } } as const;
export const CACHE_HELP = { 'no-cache': 'Compiles anew, whatever was compiled before.' } as const;

/** Compiles files one after the other with all kinds; what was compiled before is taken from the cache. */
export async function compileFiles(call: Call, files: readonly string[]): Promise<CompiledFile[]> {
  const cache = call.options['no-cache'] === true ? null : await compileCache(call.terminal);
  const catalogue = await readCatalogue(call);
  const compiled: CompiledFile[] = [];
  for (const file of files) {
    const text = await readText(call.terminal, file);
    compiled.push({ file, text, result: await compileText(file, text, { cache, catalogue }) });
  }
  return compiled;
}

/** Compiles one file. */
export async function compileFile(call: Call, file: string): Promise<CompiledFile> {
  const [compiled] = await compileFiles(call, [file]);
  return compiled as CompiledFile;
}

/** The compiler is loaded only when something must be compiled: that takes longer than compiling. */
async function compileText(
  file: string,
  text: string,
  { cache, catalogue }: { cache: CompileCache | null; catalogue: ReadCatalogue | null },
): Promise<CompileResult> {
  // What is known of activities is part of what the result is made from.
  const made = catalogue === null ? text : `${text}\n${catalogue.text}`;
  const known = await cache?.get(file, made);
  if (known !== undefined && known !== null) return known;
  const { compile } = await import('@omniroute/compiler');
  const { definitions } = await import('@omniroute/kinds/definitions');
  const { lowerings } = await import('@omniroute/kinds/lowerings');
  const source = await parseText(file, text);
  const result = compile(
    { source },
    {
      kinds: definitions,
      lowerings: lowerings as unknown as LoweringRegistry,
      ...(catalogue === null ? {} : { catalogue: catalogue.catalogue }),
    },
  );
  await cache?.put(file, made, result);
  return result;
}

/** Findings for people. */
export async function rendered(findings: readonly Diagnostic[], { file, text }: { file: string; text: string }) {
  const { renderDiagnostics } = await import('@omniroute/compiler');
  return renderDiagnostics(findings, { file, text });
}

/** The errors among the findings. */
export function errorsOf({ diagnostics }: CompileResult): CompileResult['diagnostics'] {
  return diagnostics.filter((finding) => finding.severity === 'error');
}

/** What `check` prints of a file for programs. */
export function checked({ file, result }: CompiledFile) {
  return { file, ok: errorsOf(result).length === 0, diagnostics: result.diagnostics };
}

/** The plan of a sound file; an unsound one has its errors printed, as `check` does, and the answer is `null`. */
export async function soundPlan(call: Call, file: string): Promise<{ plan: Plan; service: Service } | null> {
  const { text, result } = await compileFile(call, file);
  if (result.ok && result.plan !== undefined && result.service !== undefined)
    return { plan: result.plan, service: result.service };
  if (call.json) printJson(call, { files: [checked({ file, text, result })] });
  else call.terminal.err(await rendered(errorsOf(result), { file, text }));
  return null;
}

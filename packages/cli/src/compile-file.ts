import type { CompileResult } from '@omniroute/compiler';
import type { Service } from '@omniroute/dsl';
import type { Diagnostic } from '@omniroute/errors';
import type { Plan } from '@omniroute/plan';
import { type Call, printJson } from './command.ts';
import { compileCache } from './compile-cache.ts';
import { compileMany } from './compile-many/compile-many.ts';
import { readText } from './files.ts';
import { readCatalogue } from './read-catalogue.ts';
import { readServices } from './read-services.ts';

/** A compiled file with the text it came from. */
export interface CompiledFile {
  readonly file: string;
  readonly text: string;
  readonly result: CompileResult;
}

/** The option of every command that compiles. */
export const CACHE_OPTION = { 'no-cache': { type: 'boolean' } } as const;
export const CACHE_HELP = { 'no-cache': 'Compiles anew, whatever was compiled before.' } as const;

/**
 * Compiles files with all kinds, results in their order; what was compiled before is taken from the cache. Services `named`
 * together know each other.
 */
export async function compileFiles(
  call: Call,
  files: readonly string[],
  named: readonly string[] = files,
): Promise<CompiledFile[]> {
  const cache = call.options['no-cache'] === true ? null : await compileCache(call.terminal);
  const catalogue = await readCatalogue(call);
  const services = await readServices(call, named);
  // What is known of activities and of other services is part of what a result is made from.
  const made = (text: string) =>
    [text, catalogue?.text, services?.text].filter((part) => part !== undefined).join('\n');
  const found: { readonly file: string; readonly text: string; readonly known: CompileResult | null }[] = [];
  for (const file of files) {
    const text = await readText(call.terminal, file);
    found.push({ file, text, known: (await cache?.get(file, made(text))) ?? null });
  }
  const left = found.filter(({ known }) => known === null);
  const fresh = await compileMany(left, {
    ...(catalogue === null ? {} : { catalogue: catalogue.catalogue }),
    ...(services === null || left.length === 0 ? {} : { services: await services.known() }),
  });
  const compiled: CompiledFile[] = [];
  for (const { file, text, known } of found) {
    const result = known ?? (fresh.shift() as CompileResult);
    if (known === null) await cache?.put(file, made(text), result);
    compiled.push({ file, text, result });
  }
  return compiled;
}

/** Compiles one file. */
export async function compileFile(call: Call, file: string, named: readonly string[] = [file]): Promise<CompiledFile> {
  const [compiled] = await compileFiles(call, [file], named);
  return compiled as CompiledFile;
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

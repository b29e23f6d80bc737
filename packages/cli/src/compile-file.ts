import { type CompileResult, compile, type LoweringRegistry, renderDiagnostics } from '@omniroute/compiler';
import type { Service } from '@omniroute/dsl';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import type { Plan } from '@omniroute/plan';
import { type Call, printJson, type Terminal } from './command.ts';
import { readText } from './files.ts';

/** A compiled file with the text it came from. */
export interface CompiledFile {
  readonly file: string;
  readonly text: string;
  readonly result: CompileResult;
}

/** Compiles one file with all kinds. */
export async function compileFile(terminal: Terminal, file: string): Promise<CompiledFile> {
  const text = await readText(terminal, file);
  return {
    file,
    text,
    result: compile({ text }, { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry }),
  };
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
  const { text, result } = await compileFile(call.terminal, file);
  if (result.ok && result.plan !== undefined && result.service !== undefined)
    return { plan: result.plan, service: result.service };
  if (call.json) printJson(call, { files: [checked({ file, text, result })] });
  else call.terminal.err(renderDiagnostics(errorsOf(result), { file, text }));
  return null;
}

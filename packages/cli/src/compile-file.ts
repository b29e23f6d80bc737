import { type CompileResult, compile, type LoweringRegistry, renderDiagnostics } from '@omniroute/compiler';
import type { Service } from '@omniroute/dsl';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import type { Plan } from '@omniroute/plan';
import type { Call } from './command.ts';
import { readText } from './files.ts';

/** A compiled file with the text it came from. */
export interface CompiledFile {
  readonly file: string;
  readonly text: string;
  readonly result: CompileResult;
}

/** Compiles one file with all kinds. */
export async function compileFile(cwd: string, file: string): Promise<CompiledFile> {
  const text = await readText(cwd, file);
  return {
    file,
    text,
    result: compile({ text }, { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry }),
  };
}

/** The plan of a sound file; an unsound one has its errors printed, and the answer is `null`. */
export async function soundPlan(call: Call, file: string): Promise<{ plan: Plan; service: Service } | null> {
  const { text, result } = await compileFile(call.terminal.cwd, file);
  if (result.ok && result.plan !== undefined && result.service !== undefined)
    return { plan: result.plan, service: result.service };
  const errors = result.diagnostics.filter((finding) => finding.severity === 'error');
  call.terminal.err(renderDiagnostics(errors, { file, text }));
  return null;
}

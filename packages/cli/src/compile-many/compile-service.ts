import type { CompileResult, CompilerOptions, LoweringRegistry } from '@omniroute/compiler';
import { parseText } from '../read-source.ts';

/** A service to compile: the name of its file says in which language it is written. */
export interface Job {
  readonly file: string;
  readonly text: string;
}

/** What is known besides the service: the tenant's activities, and services that can be called. */
export type Known = Pick<CompilerOptions, 'catalogue' | 'services'>;

/** Compiles one service with all kinds. The compiler is loaded only when something must be compiled: that takes longer. */
export async function compileService({ file, text }: Job, known: Known): Promise<CompileResult> {
  const { compile } = await import('@omniroute/compiler');
  const { definitions } = await import('@omniroute/kinds/definitions');
  const { lowerings } = await import('@omniroute/kinds/lowerings');
  const source = await parseText(file, text);
  return compile(
    { source },
    {
      kinds: definitions,
      lowerings: lowerings as unknown as LoweringRegistry,
      ...known,
    },
  );
}

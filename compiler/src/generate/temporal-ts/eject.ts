import { normalise, type Operation } from '@omniroute/dsl';
import type { Diagnostic } from '@omniroute/errors';
import type { Plan } from '@omniroute/plan';
import type { CompileInput, CompilerOptions } from '../../compile.ts';
import { resolve } from '../../resolve/resolve.ts';
import { compile } from '../../with-all.ts';
import { camel } from './names.ts';
import { Project } from './project.ts';
import { projectFiles } from './project-files.ts';
import type { Refusal } from './refusal.ts';

/** A service written as a project of its own: its files by path, or why it cannot be written. */
export type Ejected =
  | {
      readonly ok: true;
      readonly service: string;
      readonly workflow: string;
      readonly plan: Plan;
      readonly files: Readonly<Record<string, string>>;
    }
  | {
      readonly ok: false;
      readonly diagnostics: readonly Diagnostic<Operation>[];
      readonly refusals: readonly Refusal[];
    };

/**
 * Writes a sound service as a Temporal TypeScript project that does the same without us. What cannot be written with the
 * same meaning is refused, each with its place and the reason; then nothing is written.
 */
export function ejectTemporal(input: CompileInput, options: CompilerOptions): Ejected {
  const { plan, service, diagnostics } = compile(input, options);
  if (plan === undefined || service === undefined) return { ok: false, diagnostics, refusals: [] };
  const { resolved } = resolve(normalise(service as never).document, options.kinds, options.catalogue);
  if (resolved === null) return { ok: false, diagnostics, refusals: [] };
  const calls = plan.nodes.filter(({ op }) => op === 'call');
  if (calls.length > 0) {
    const reason = 'it calls another service, which would be a project of its own';
    const refusals = calls.map(({ id }) => ({ node: id, pointer: plan.map[id] ?? '', reason }));
    return { ok: false, diagnostics, refusals };
  }
  const project = new Project(plan, resolved);
  const files = projectFiles(project);
  if (project.refusals.length > 0) return { ok: false, diagnostics, refusals: project.refusals };
  return { ok: true, service: service.id, workflow: camel(service.id), plan, files };
}

import type { Operation } from '@omniroute/dsl';
import type { Diagnostic } from '@omniroute/errors';
import type { Plan } from '@omniroute/plan';
import type { CompileInput, CompilerOptions } from '../../compile.ts';
import { keyOfCall, Parts } from './callee.ts';
import { callsOf, gather } from './gather.ts';
import { largeRefusals } from './large-refusals.ts';
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

/** Finds a service that is called: its text or document. */
export type FindCallee = (service: string, version: number | null) => CompileInput | null;

/**
 * Writes a sound service as a Temporal TypeScript project that does the same without us; services that it calls are
 * functions of the same project. What cannot be written with the same meaning is refused, each with its place and the
 * reason; then nothing is written.
 */
export function ejectTemporal(input: CompileInput, options: CompilerOptions, find: FindCallee = () => null): Ejected {
  const gathered = gather(input, options, find);
  if (!gathered.ok) return gathered;
  const { diagnostics, services } = gathered;
  const [first] = services;
  const parts = new Parts();
  const calls = services.flatMap(({ key, plan }) => callsOf(plan).map((node) => keyOfCall(key, node)));
  for (const { key, service } of services) parts.add(key, service.id, calls.includes(key));
  const [own, ...called] = services.map(({ key, plan, resolved }) => new Project(plan, resolved, parts, key));
  if (own === undefined || first === undefined) throw new Error('There is no service');
  const files = projectFiles([own, ...called]);
  const refusals = [
    ...own.refusals,
    ...largeRefusals(first.plan),
    ...called.flatMap(({ id, plan, refusals: inner }) =>
      [...inner, ...largeRefusals(plan)].map(({ node, pointer, reason }) => ({
        node: null,
        pointer: '',
        reason: `of "${id}", which it calls, ${node === null ? pointer : `"${node}"`}: ${reason}`,
      })),
    ),
  ];
  if (refusals.length > 0) return { ok: false, diagnostics, refusals };
  return { ok: true, service: first.service.id, workflow: camel(first.service.id), plan: first.plan, files };
}

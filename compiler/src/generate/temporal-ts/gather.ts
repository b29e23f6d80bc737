import { normalise, type Operation, type Service } from '@omniroute/dsl';
import type { Diagnostic } from '@omniroute/errors';
import type { KnownServices, ServiceContract } from '@omniroute/kind-sdk';
import type { CallOp, Plan } from '@omniroute/plan';
import type { CompileInput, CompilerOptions } from '../../compile.ts';
import { resolve } from '../../resolve/resolve.ts';
import type { ResolvedService } from '../../resolve/resolved.ts';
import { compile } from '../../with-all.ts';
import { keyOfCall } from './callee.ts';
import type { FindCallee } from './eject.ts';
import type { Refusal } from './refusal.ts';

/** A service that is written, with what is known of it. */
export interface Gathered {
  readonly key: string;
  readonly service: Service;
  readonly plan: Plan;
  readonly resolved: ResolvedService;
}

type Found =
  | {
      readonly ok: true;
      readonly diagnostics: readonly Diagnostic<Operation>[];
      readonly services: readonly Gathered[];
    }
  | {
      readonly ok: false;
      readonly diagnostics: readonly Diagnostic<Operation>[];
      readonly refusals: readonly Refusal[];
    };

export function callsOf(plan: Plan): readonly CallOp[] {
  return plan.nodes.filter((node): node is CallOp => node.op === 'call');
}

/** The service at hand and all that it calls, whatever that calls in turn. */
export function gather(input: CompileInput, options: CompilerOptions, find: FindCallee): Found {
  const known: CompilerOptions =
    options.services === undefined ? options : { ...options, services: whole(options.services) };
  const first = one('', input, known);
  if (!first.ok) return { ok: false, diagnostics: first.diagnostics, refusals: [] };
  const services = [first.gathered];
  const refusals: Refusal[] = [];
  for (let at = 0; at < services.length; at += 1) {
    const { key: own, plan } = services[at] as Gathered;
    for (const node of callsOf(plan)) {
      const key = keyOfCall(own, node);
      if (services.some((each) => each.key === key)) continue;
      const text = node.service === null ? null : find(node.service, node.version);
      const made = text === null ? null : one(key, text, known);
      if (made?.ok === true) services.push(made.gathered);
      else refusals.push({ node: node.id, pointer: plan.map[node.id] ?? '', reason: missing(node, made !== null) });
    }
  }
  if (refusals.length > 0) return { ok: false, diagnostics: first.diagnostics, refusals };
  return { ok: true, diagnostics: first.diagnostics, services };
}

function missing({ service }: CallOp, isFaulty: boolean): string {
  return isFaulty
    ? `the service "${service}" that it calls is not sound`
    : `the service "${service}" that it calls is not at hand`;
}

function one(key: string, input: CompileInput, options: CompilerOptions) {
  const { plan, service, diagnostics } = compile(input, options);
  if (plan === undefined || service === undefined) return { ok: false, diagnostics } as const;
  const { document } = normalise(service as never);
  const { resolved } = resolve(document, options.kinds, options.catalogue, undefined, options.services);
  if (resolved === null) return { ok: false, diagnostics } as const;
  return { ok: true, diagnostics, gathered: { key: key === '' ? service.id : key, service, plan, resolved } } as const;
}

/** Services as they promise, without plans that would become parts of others. */
function whole({ contracts, names }: KnownServices): KnownServices {
  return { names, contracts: contracts.map(({ published: _, ...contract }): ServiceContract => contract) };
}

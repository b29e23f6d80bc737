import { walk } from '@omniroute/dsl';
import type { Diagnostic } from '@omniroute/errors';
import type { KindDefinition, KindFinding, Lowering, OutputSpec, PortSpec } from '@omniroute/kind-sdk';
import { fakeLowerContext, type Lowered, type LowerFacts } from './fake-lower-context.ts';

/** The first half of a case file of a kind: a config, and what is around it. */
export interface KindCaseInput extends LowerFacts {
  readonly config: Readonly<Record<string, unknown>>;
}

/** The second half: what the kind makes of it. A config that is not sound has findings and nothing else. */
export interface KindCaseOutcome {
  readonly findings: readonly (Pick<Diagnostic, 'code' | 'pointer'> | KindFinding)[];
  readonly ports?: readonly PortSpec[];
  readonly output?: OutputSpec;
  readonly op?: unknown;
  readonly exprs?: readonly string[];
  readonly types?: Lowered['types'];
  readonly options?: Lowered['options'];
  readonly variables?: readonly string[];
  readonly subscriptions?: Lowered['subscriptions'];
}

/** Walks, checks and lowers the config of a case, as the compiler does with a node. */
export function outcomeOf(
  definition: KindDefinition,
  lowering: Lowering<KindDefinition>,
  { config, ...facts }: KindCaseInput,
): KindCaseOutcome {
  const shape = walk(definition.config, config).findings.map(({ code, pointer }) => ({ code, pointer }));
  if (shape.length > 0) return { findings: shape };
  const findings = lowering.check?.(config as never) ?? [];
  if (findings.length > 0) return { findings };
  const { context, lowered } = fakeLowerContext(definition, config, facts);
  const op = lowering.lower(config as never, context);
  const { exprs, types, options, variables, subscriptions } = lowered;
  const lists = { exprs, types, options, variables, subscriptions };
  const filled = Object.entries(lists).filter(([, list]) => list.length > 0);
  return {
    findings,
    ports: definition.ports(config),
    output: definition.output(config),
    op,
    ...Object.fromEntries(filled),
  };
}

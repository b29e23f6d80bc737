import { type Hole, type WrittenPattern, walk } from '@omniroute/dsl';
import { type Diagnostic, hasErrors } from '@omniroute/errors';
import type { CalledActivity, CalledService, KindDefinition, PortSpec } from '@omniroute/kind-sdk';

/** What the settings of a step say by themselves, wherever it stands. Pointers are into the settings. */
export interface Settings {
  readonly findings: readonly Diagnostic[];
  readonly holes: readonly Hole[];
  /** Patterns in schemas, still to be judged. */
  readonly patterns: readonly WrittenPattern[];
  /** None where the settings have no usable shape. */
  readonly ports: readonly PortSpec[];
  readonly called: CalledActivity | null;
  readonly callsService: CalledService | null;
}

/** Judges the settings of a step by the schema of its kind, and asks the kind what they mean. */
export function settingsOf(kind: KindDefinition, config: Readonly<Record<string, unknown>>): Settings {
  const { findings, holes, patterns } = walk(kind.config, config, '', 'this step');
  const found = { findings, holes, patterns };
  if (hasErrors(findings)) return { ...found, ports: [], called: null, callsService: null };
  return {
    ...found,
    ports: kind.ports(config),
    called: kind.calls?.(config) ?? null,
    callsService: kind.callsService?.(config) ?? null,
  };
}

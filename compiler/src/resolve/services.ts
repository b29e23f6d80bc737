import type { Service } from '@omniroute/dsl';
import { type Diagnostic, diagnostic } from '@omniroute/errors';
import type { CalledService, KindDefinition, KnownServices, ServiceContract } from '@omniroute/kind-sdk';
import { named } from './named.ts';

/** The contract of the service that a step calls; null and a finding (OR2010) where it is not known here. */
export function contractFor(
  called: CalledService,
  own: Service,
  known: KnownServices,
  at: { readonly pointer: string; readonly node_id: string },
  findings: Diagnostic[],
): ServiceContract | null {
  const { service: name, version } = called;
  if (name === null) return ownContract(own);
  const found = versionOf(known, name, version);
  if (found !== null) return found;
  const pointer = `${at.pointer}/config${called.at}`;
  const versions = known.contracts.filter(({ service }) => service === name).map((each) => each.version);
  if (versions.length === 0) {
    const names = [...new Set([...known.names, ...known.contracts.map(({ service }) => service)])];
    findings.push(named('OR2010', pointer, name, names, at.node_id));
    return null;
  }
  const facts = { name: version === null ? name : `${name}, version ${version}` };
  findings.push(diagnostic('OR2010', { pointer, node_id: at.node_id, facts }));
  return null;
}

/** The contract of a version, or of the one that is taken where none is named. */
export function versionOf(known: KnownServices, name: string, version: number | null): ServiceContract | null {
  const named = known.contracts.filter(({ service }) => service === name);
  const drawn = named.find((each) => each.version === null);
  return named.find((each) => (version === null ? each.active : each.version === version)) ?? drawn ?? null;
}

/** A service as it sees itself: what it takes and gives. */
function ownContract({ id, inputs, outputs }: Service): ServiceContract {
  return {
    service: id,
    version: null,
    active: true,
    inputs: inputs ?? true,
    outputs: outputsOf(outputs),
    calls: [],
    takesTurns: false,
    callable: true,
  };
}

/** The schema of what a service gives: without outputs null, without a schema nobody knows. */
export function outputsOf(outputs: Service['outputs']): ServiceContract['outputs'] {
  return outputs === undefined ? { type: 'null' } : (outputs.schema ?? null);
}

/** The kind of a step as the service tells it that it calls: what the step gives. */
export function asCalled(kind: KindDefinition, outputs: ServiceContract['outputs']): KindDefinition {
  return outputs === null ? kind : { ...kind, output: () => ({ schema: outputs }) };
}

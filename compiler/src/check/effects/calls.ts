import { type Diagnostic, diagnostic } from '@omniroute/errors';
import type { KnownServices, ServiceContract } from '@omniroute/kind-sdk';
import type { ResolvedService } from '../../resolve/resolved.ts';
import { versionOf } from '../../resolve/services.ts';
import { containersOf } from '../data/where.ts';
import type { Drawing, Place } from '../graph/drawing.ts';

/** How deep the fix lets a service call itself; a person will know better. */
const PROPOSED_DEPTH = 10;

/** A service that is called must be one that a call can enter, must not come back without end, and must not wait for its caller. */
export function checkCalls(drawing: Drawing, { services }: ResolvedService, findings: Diagnostic[]): void {
  const ownTurns = [...drawing.places.values()].some(takesTurns);
  for (const place of drawing.places.values()) {
    const { known, node, pointer } = place;
    if (known === null || node.disabled === true) continue;
    const held = containersOf(drawing, node.id).find((id) => takesTurns(drawing.places.get(id)));
    const waits =
      takesTurns(place) || (known.callee !== null && waitsInside(known.callee, drawing, services, ownTurns));
    if (held !== undefined && waits)
      findings.push(diagnostic('OR5030', { pointer, node_id: node.id, facts: { node: node.id, parent: held } }));
    if (known.callee === null) continue;
    const { called, contract } = known.callee;
    if (contract !== null && !contract.callable) {
      const problem = `A call cannot tell by which of its triggers "${contract.service}" begins; one of them must be manual`;
      findings.push(
        diagnostic('OR6012', { pointer: `${pointer}/config${called.at}`, node_id: node.id, facts: { problem } }),
      );
    }
    const way = called.starts || called.bounded ? null : wayBack(contract, called.service, drawing, services);
    if (way === null) continue;
    findings.push(
      diagnostic('OR5031', {
        pointer: `${pointer}/config${called.at}`,
        node_id: node.id,
        got: way.join(' > '),
        facts: { node: node.id },
        fix: [{ op: 'update_node', id: node.id, pointer: `/config${called.bound}`, value: PROPOSED_DEPTH }],
      }),
    );
  }
}

function takesTurns(place: Place | undefined): boolean {
  const known = place?.known ?? null;
  return known !== null && place?.node.disabled !== true && known.kind.takesTurns?.(known.config) === true;
}

/** Whether something in a called service, or in one that it calls, takes turns. */
function waitsInside(
  { called, contract }: NonNullable<NonNullable<Place['known']>['callee']>,
  { service }: Drawing,
  services: KnownServices,
  ownTurns: boolean,
): boolean {
  if (called.starts) return false;
  if (called.service === null || called.service === service.id) return ownTurns;
  return contract !== null && [...reached(contract, services)].some((each) => each.takesTurns);
}

/** The services on the way back to this one, if no call on it is bounded. */
function wayBack(
  contract: ServiceContract | null,
  called: string | null,
  { service }: Drawing,
  services: KnownServices,
): readonly string[] | null {
  const { id } = service;
  if (called === null || called === id) return [id, id];
  if (contract === null) return null;
  const seen = new Set<ServiceContract>();
  const open: { readonly at: ServiceContract; readonly way: readonly string[] }[] = [
    { at: contract, way: [id, contract.service] },
  ];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const { at, way } = next;
    if (seen.has(at)) continue;
    seen.add(at);
    for (const call of at.calls) {
      if (call.bounded) continue;
      // A version that is there already cannot call the one that is being made.
      if (call.service === id && call.version === null) return [...way, id];
      const further = versionOf(services, call.service, call.version);
      if (further !== null) open.push({ at: further, way: [...way, further.service] });
    }
  }
  return null;
}

/** A service and all that it calls, directly or through others. */
function reached(contract: ServiceContract, services: KnownServices): ReadonlySet<ServiceContract> {
  const found = new Set([contract]);
  for (const at of found) {
    for (const { service, version } of at.calls) {
      const further = versionOf(services, service, version);
      if (further !== null) found.add(further);
    }
  }
  return found;
}

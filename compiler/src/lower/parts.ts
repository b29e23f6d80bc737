import type { ServiceContract } from '@omniroute/kind-sdk';
import { type Callee, linkService, type Plan } from '@omniroute/plan';
import type { ResolvedNode } from '../resolve/resolved.ts';

/** A service of more nodes is found when it is called (subflows.decision.md in packages/plan). */
const MOST_NODES = 25;
/** Nodes of all parts of a plan at most. */
const MOST_NODES_OF_PARTS = 250;

/** Called services that become parts of the plan: small ones whose version is fixed, each once, in the order of the graph. */
export class Parts {
  private readonly callees: Callee[] = [];
  private readonly bodies = new Map<string, number>();

  /** `regions`: how many the plan has of its own. */
  constructor(nodes: readonly (ResolvedNode | undefined)[], regions: number) {
    let [region, total] = [regions, 0];
    for (const node of nodes) {
      const part = node?.node.disabled === true ? null : partOf(node);
      if (part === null || this.bodies.has(nameOf(part))) continue;
      const size = part.plan.nodes.length;
      if (size > MOST_NODES || total + size > MOST_NODES_OF_PARTS) continue;
      total += size;
      this.bodies.set(nameOf(part), region);
      region += part.plan.regions.length;
      this.callees.push(part);
    }
  }

  /** The region of the service that a step calls; `null`: it is no part of the plan. */
  bodyOf(node: ResolvedNode): number | null {
    const part = partOf(node);
    return part === null ? null : (this.bodies.get(nameOf(part)) ?? null);
  }

  /** The plan with its parts. */
  linkedTo(plan: Plan): Plan {
    return this.callees.reduce(linkService, plan);
  }
}

function nameOf({ service, version }: Callee): string {
  return `${service} ${version}`;
}

function partOf(node: ResolvedNode | undefined): Callee | null {
  const { called, contract } = node?.callee ?? {};
  if (called === undefined || contract == null || called.starts || called.version === null) return null;
  return calleeOf(contract, called.version);
}

function calleeOf({ service, version, published }: ServiceContract, wanted: number): Callee | null {
  return published === undefined || version !== wanted ? null : { service, version, ...published };
}

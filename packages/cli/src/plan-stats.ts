import { type KeptShare, keptShare, type Plan, planHash } from '@omniroute/plan';
import { canonicalJson } from '@omniroute/primitives';

/** Sizes of a plan. `outputs`: by step, how many of the values that work gives enter a run's history, of how many. */
export interface PlanStats {
  readonly hash: string;
  readonly abi: number;
  readonly nodes: number;
  readonly expressions: number;
  readonly types: number;
  readonly bytes: number;
  readonly outputs: Readonly<Record<string, KeptShare>>;
}

/** Measures a plan. */
export function planStats(plan: Plan): PlanStats {
  return {
    hash: planHash(plan),
    abi: plan.abi,
    nodes: plan.nodes.length,
    expressions: plan.exprs.length,
    types: plan.types.length,
    bytes: Buffer.byteLength(canonicalJson(plan)),
    outputs: Object.fromEntries(
      plan.nodes.flatMap((node) =>
        node.op !== 'act'
          ? []
          : [[node.id, keptShare(node.output === null ? true : plan.types[node.output], node.keep)] as const],
      ),
    ),
  };
}

/** The same as lines for people. */
export function statsText({ outputs, ...sizes }: PlanStats): string {
  const lines = Object.entries(sizes).map(([name, value]) => `${name.padEnd(12)} ${value}`);
  const shares = Object.entries(outputs);
  if (shares.length > 0) lines.push('', 'Kept of what work gives (only what later steps read enters history):');
  const width = Math.max(12, ...shares.map(([id]) => id.length));
  for (const [id, { kept, of }] of shares)
    lines.push(`${id.padEnd(width)} ${kept} of ${of} (${Math.round((100 * kept) / of)} %)`);
  return `${lines.join('\n')}\n`;
}

import type { PlanNode } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import type { ActivityResult } from '../event.ts';
import type { Run } from '../run/run.ts';
import { loopsOf, nodesOf, turnOf } from '../run/view.ts';
import type { Token, UndoEntry } from '../state.ts';
import { mayHaveReached } from './attempted.ts';

/** What the undo of a visit will read: the past as it is now, and the visit's own output where it has one. */
export function entryOf(run: Run, token: Token, node: PlanNode, output: Json | undefined): UndoEntry {
  const { nodes: names = [], item = false } = node.undo?.reads ?? {};
  const frame = run.frame(token);
  const seen = nodesOf(run.state, frame);
  const nodes: Record<string, Json> = {};
  for (const name of names) {
    const value = name === node.id ? output : seen[name];
    if (value !== undefined) nodes[name] = value;
  }
  const turn = item ? turnOf(run.state, frame) : undefined;
  return {
    key: token.key ?? '',
    node: token.node,
    nodes,
    ...(turn?.item === undefined ? {} : { item: turn.item }),
    ...(turn?.index === undefined ? {} : { index: turn.index }),
    ...(item ? { loop: loopsOf(run.plan, run.state, frame) } : {}),
    seq: 0,
  };
}

/** Whether an effect that ended so is to be undone if what it belongs to fails. */
export function counts(node: PlanNode, result: ActivityResult): boolean {
  if (node.undo === null) return false;
  if (result.ok) return true;
  return node.undo.on === 'attempted' && (result.reached === true || mayHaveReached(result.error.code));
}

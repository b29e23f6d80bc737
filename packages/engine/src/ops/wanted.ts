import type { PlanNode } from '@omniroute/plan';
import type { Run } from '../run/run.ts';
import type { Mail, OpenWait, State } from '../state.ts';
import { CALLBACK } from './callback.ts';

type Wanted = Map<string, Set<string>>;

// Memo, 2026-12-01: a message must not cost more the more waits are open. In order of opening, as the waits themselves.
const known = new WeakMap<State['waits'], Wanted>();

/** Keys of the open waits that may want a letter, the oldest first. */
export function wantedBy(run: Run, { name, correlation }: Mail): readonly string[] {
  return [...(wantedOf(run).get(address(name, correlation)) ?? [])];
}

/** A wait has opened: letters may be for it. */
export function listen(run: Run, wait: OpenWait): void {
  const wanted = known.get(run.state.waits);
  if (wanted !== undefined) add(wanted, run.node(wait.node), wait);
}

/** A wait is over. */
export function stopListening(run: Run, wait: OpenWait): void {
  const wanted = known.get(run.state.waits);
  if (wanted === undefined) return;
  for (const name of addresses(run.node(wait.node), wait)) {
    const keys = wanted.get(name);
    keys?.delete(wait.key);
    if (keys?.size === 0) wanted.delete(name);
  }
}

function wantedOf(run: Run): Wanted {
  const { waits } = run.state;
  const before = known.get(waits);
  if (before !== undefined) return before;
  const wanted: Wanted = new Map();
  for (const wait of Object.values(waits)) add(wanted, run.node(wait.node), wait);
  known.set(waits, wanted);
  return wanted;
}

function add(wanted: Wanted, node: PlanNode, wait: OpenWait): void {
  for (const name of addresses(node, wait)) {
    const keys = wanted.get(name);
    if (keys === undefined) wanted.set(name, new Set([wait.key]));
    else keys.add(wait.key);
  }
}

function addresses(node: PlanNode, { correlations }: OpenWait): readonly string[] {
  if (node.op !== 'wait') return [];
  return node.events.flatMap(({ id, for: what }) => {
    const correlation = correlations[id];
    if (correlation === undefined) return [];
    if (what.on === 'callback') return [address(CALLBACK, correlation)];
    return what.on === 'message' ? [address(what.name, correlation)] : [];
  });
}

function address(name: string, correlation: string): string {
  return `${name} ${correlation}`;
}

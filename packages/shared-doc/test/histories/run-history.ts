import { canonicalJson, type Json } from '@omniroute/primitives';
import * as Y from 'yjs';
import { toService } from '../../src/service/to-service.ts';
import { normalise } from '../../src/view/normalise.ts';
import { documentOf } from '../documents.ts';
import { Replica } from './replica.ts';
import { Seeded } from './seeded.ts';
import { START } from './start.ts';

const REPLICAS = 5;
const STEPS = 40;
const START_BYTES = Y.encodeStateAsUpdate(documentOf(START));

/** What one history came to. */
export interface HistoryReport {
  readonly edits: number;
  readonly undos: number;
  readonly redos: number;
  readonly partitions: number;
  /** Replicas that say something else than the first. */
  readonly divergent: number;
  /** Edges that are shown with an end that is not. */
  readonly dangling: number;
  /** Edges without an end that reading hides. */
  readonly hidden: number;
  /** Fields of one person that another's edits changed, or views that differ from a fresh reading. */
  readonly lost: readonly string[];
  readonly stale: number;
}

/** Five people edit, undo and redo for a while, in changing groups that do not see each other; then all meet. */
export function runHistory(seed: number): HistoryReport {
  const random = new Seeded(seed);
  const replicas = Array.from({ length: REPLICAS }, (_, who) => new Replica(who, REPLICAS, START_BYTES));
  const counts = { edits: 0, undos: 0, redos: 0, partitions: 0 };
  let groups = replicas.map(() => 0);
  for (let step = 0; step < STEPS; step += 1) {
    const replica = random.one(replicas) as Replica;
    const dice = random.below(100);
    if (dice < 56) counts.edits += Number(replica.edit(random));
    else if (dice < 68) counts.undos += Number(replica.undo());
    else if (dice < 78) counts.redos += Number(replica.redo());
    else if (dice < 82) {
      groups = replicas.map(() => random.below(3));
      counts.partitions += 1;
    } else deliver(replica, replicas.filter((other) => other !== replica && groups[other.who] === groups[replica.who]), random);
  }
  const before = replicas.map((replica) => replica.owned(replica.who));
  for (const other of replicas) for (const replica of random.shuffled(replicas)) if (other !== replica) replica.syncFrom(other);
  const report = { ...counts, ...judge(replicas, before) };
  for (const replica of replicas) replica.destroy();
  return report;
}

/** Brings a part of what a replica sent to others, late, twice and in any order, or all of it. */
function deliver(from: Replica, others: readonly Replica[], random: Seeded): void {
  for (const other of others) {
    const queue = from.sent[other.who] ?? [];
    if (random.below(2) === 0) {
      other.syncFrom(from);
      continue;
    }
    const [now, later] = [random.shuffled(queue), queue.filter(() => random.below(3) === 0)];
    for (const update of now) if (!later.includes(update) || random.below(4) === 0) other.receive(update);
    from.sent[other.who] = later;
  }
}

function judge(replicas: readonly Replica[], before: readonly Record<string, Json>[]) {
  const [first] = replicas as [Replica];
  const lost = before.flatMap((owned, who) => {
    const after = first.owned(who);
    // A step is there for ever; an element of a list that somebody removed, or whose addition was taken back, is gone.
    const steps = Object.keys(owned).filter((place) => !place.includes('/'));
    const places = [...new Set([...steps, ...Object.keys(after)])].filter((place) => (owned[place] ?? null) !== after[place]);
    return places.map((place) => `${place} of ${who}`);
  });
  const { service, hidden } = normalise(toService(first.doc), (_, item) => item);
  const shown = new Set([...service.nodes, ...(service.triggers ?? [])].map((each) => each.id));
  const fresh = canonicalJson(service as unknown as Json);
  return {
    divergent: replicas.filter((replica) => replica.says() !== first.says()).length,
    dangling: service.edges.filter((edge) => !shown.has(edge.source) || !shown.has(edge.target)).length,
    hidden: hidden.length,
    lost,
    stale: replicas.filter((replica) => canonicalJson(replica.graph.view().service as unknown as Json) !== fresh).length,
  };
}

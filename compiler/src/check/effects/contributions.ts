import { type Diagnostic, diagnostic } from '@omniroute/errors';
import type { Ref } from '@omniroute/expressions';
import { getPointer, type Json } from '@omniroute/primitives';
import type { Data } from '../data/data.ts';
import type { Place } from '../graph/drawing.ts';
import type { Graph } from '../graph/graph.ts';
import { keyOf, type Region, type Regions } from './regions.ts';
import type { Write, Written } from './writers.ts';

/** What the check looks at. */
export interface Shared {
  readonly graph: Graph;
  readonly data: Data;
  readonly regions: Regions;
}

/**
 * In a region where contributions to a variable are collected they come together only at its end: until then it is neither
 * set (OR5007) nor read (OR5008) there.
 */
export function checkContributions(shared: Shared, written: Written, findings: Diagnostic[]): void {
  const collecting = collectingRegions(shared, written);
  if (collecting.size === 0) return;
  const { variable, scope } = written;
  const collects = (around: readonly Region[]) => around.some((region) => collecting.has(keyOf(region)));
  const reads = readsOf(shared, variable.name);
  for (const write of written.writes) {
    if (write.add || !collects(shared.regions.around({ step: write.place.node.id }, scope))) continue;
    const { place, pointer } = write;
    const fix = asContribution(written, write, reads);
    findings.push(
      diagnostic('OR5007', {
        pointer: `${place.pointer}${pointer}`,
        node_id: place.node.id,
        facts: { name: variable.name },
        ...(fix === null ? {} : { fix }),
      }),
    );
  }
  for (const { place, pointer, span, atEnd } of reads) {
    const { id } = place.node;
    if (!collects(shared.regions.around(atEnd ? { endOf: id } : { step: id }, scope))) continue;
    findings.push(diagnostic('OR5008', { pointer, span, node_id: id, facts: { name: variable.name } }));
  }
}

/** Regions in which something is added, or in which several write at the same time. */
function collectingRegions({ graph, regions }: Shared, { scope, writes }: Written): ReadonlySet<string> {
  const inside = new Map<string, { region: Region; writes: Write[] }>();
  for (const write of writes) {
    for (const region of regions.around({ step: write.place.node.id }, scope)) {
      const known = inside.get(keyOf(region));
      if (known === undefined) inside.set(keyOf(region), { region, writes: [write] });
      else known.writes.push(write);
    }
  }
  const collecting = new Set<string>();
  for (const [key, { region, writes: all }] of inside) {
    const steps = all.map(({ place }) => place.node.id);
    const several = () =>
      steps.some((one, index) => steps.slice(index).some((other) => graph.together(one, other, scope)));
    if (region.turns || all.some(({ add }) => add) || several()) collecting.add(key);
  }
  return collecting;
}

/** One place where a variable is read. */
interface Read {
  readonly place: Place;
  readonly pointer: string;
  readonly span: Ref['span'];
  /** At the end of a turn of the container. */
  readonly atEnd: boolean;
}

function readsOf({ graph, data }: Shared, variable: string): readonly Read[] {
  const { places, service, undos } = graph.drawing;
  const found: Read[] = [];
  for (const [pointer, refs] of data.reads) {
    const ref = refs.find(({ path }) => path[0] === 'vars' && (path[1] === variable || path[1] === undefined));
    const [, list, index] = pointer.split('/');
    if (ref === undefined || list !== 'nodes') continue;
    const place = places.get(service.nodes[Number(index)]?.id ?? '');
    // What an undo reads is live: it runs when all is over that was contributing.
    if (place === undefined || undos.has(place.node.id)) continue;
    const inside = place.known?.kind.body?.(place.known.config).inside ?? [];
    const atEnd = inside.some((value) => `${pointer}/`.startsWith(`${place.pointer}/config${value}/`));
    found.push({ place, pointer, span: ref.span, atEnd });
  }
  return found;
}

/** The value as a contribution, where the one is as good as the other. */
function asContribution({ variable }: Written, write: Write, reads: readonly Read[]): readonly object[] | null {
  const { place, pointer, contribution } = write;
  if (variable.merge === 'append') return null;
  // What is worked out from the variable itself would count it twice.
  if (reads.some((read) => `${read.pointer}/`.startsWith(`${place.pointer}${pointer}/`))) return null;
  const value = getPointer(place.node, pointer) as Json;
  const { id } = place.node;
  return [
    { op: 'update_node', id, pointer },
    { op: 'update_node', id, pointer: contribution, value },
  ];
}

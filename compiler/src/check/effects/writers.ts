import type { Variable } from '@omniroute/dsl';
import { type Diagnostic, diagnostic } from '@omniroute/errors';
import { assignable, DOUBLE, DYN, listOf, type Type, typeFromSchema, typeToString } from '@omniroute/expressions';
import { formatPointer, type Json } from '@omniroute/primitives';
import type { Data } from '../data/data.ts';
import type { Place } from '../graph/drawing.ts';
import type { Graph } from '../graph/graph.ts';
import { checkContributions } from './contributions.ts';
import { Regions } from './regions.ts';

/** One place where a step sets a variable or adds to it. */
export interface Write {
  readonly place: Place;
  /** Where the value stands, and where it would stand as a contribution, as pointers into the step. */
  readonly pointer: string;
  readonly contribution: string;
  readonly add: boolean;
}

/** A variable as the checks of its writers see it. */
export interface Written {
  readonly variable: Variable;
  readonly pointer: string;
  /** The container it belongs to. */
  readonly scope: string | null;
  readonly writes: readonly Write[];
}

/** Variables that are written by steps which run at the same time (LANGUAGE.md section 6). */
export function checkWriters(graph: Graph, data: Data, findings: Diagnostic[]): void {
  const { service, bodies } = graph.drawing;
  const writes = writesOf(graph);
  const regions = new Regions(graph);
  for (const [index, variable] of (service.variables ?? []).entries()) {
    const written: Written = {
      variable,
      pointer: formatPointer(['variables', index]),
      scope: variable.scope !== undefined && bodies.has(variable.scope) ? variable.scope : null,
      writes: writes.get(variable.name) ?? [],
    };
    checkMerge(written, findings);
    if (!graph.followable || graph.drawing.torn.size > 0) continue;
    if (variable.merge === undefined) {
      checkAlone(graph, regions, written, findings);
      checkAdds(written, findings);
    } else checkContributions({ graph, data, regions }, written, findings);
  }
}

function writesOf({ drawing }: Graph): ReadonlyMap<string, readonly Write[]> {
  const found = new Map<string, Write[]>();
  for (const place of drawing.places.values()) {
    const { known, node } = place;
    if (known === null || node.disabled === true) continue;
    for (const { variable, pointer, contribution, add } of known.kind.assigns?.(known.config) ?? []) {
      const write = { place, pointer: `/config${pointer}`, contribution: `/config${contribution}`, add };
      found.set(variable, [...(found.get(variable) ?? []), write]);
    }
  }
  return found;
}

/** Two steps, or two visits of one, that can be under way together do not write one variable (OR5005). */
function checkAlone(graph: Graph, regions: Regions, written: Written, findings: Diagnostic[]): void {
  const { variable, pointer, scope, writes } = written;
  const steps = [...new Set(writes.map(({ place }) => place.node.id))];
  for (const [index, one] of steps.entries()) {
    const around = regions.around({ step: one }, scope);
    if (around.length === 0) continue;
    const other = steps.slice(index).find((each) => graph.together(one, each, scope));
    if (other === undefined) continue;
    const shared = regions.around({ step: other }, scope).map(({ name }) => name);
    const region = around.find(({ name }) => shared.includes(name)) ?? around[0];
    const way = [...(region === undefined ? [] : [region.name]), ...new Set([one, other])];
    const path = way.map((node) => ({ node }));
    findings.push(diagnostic('OR5005', { pointer, path, facts: { name: variable.name } }));
    return;
  }
}

/** To add to a variable it must say how (OR5013). The type often leaves one way only. */
function checkAdds({ variable, writes }: Written, findings: Diagnostic[]): void {
  const type = typeFromSchema(variable.schema);
  const merge = type.kind === 'list' ? 'append' : type.kind === 'int' || type.kind === 'double' ? 'sum' : null;
  for (const { place, pointer, add } of writes) {
    if (!add) continue;
    findings.push(
      diagnostic('OR5013', {
        pointer: `${place.pointer}${pointer}`,
        node_id: place.node.id,
        facts: { name: variable.name },
        ...(merge === null
          ? {}
          : { fix: [{ op: 'put', collection: 'variables', item: { ...variable, merge } as unknown as Json }] }),
      }),
    );
  }
}

const NEEDED: Readonly<Record<NonNullable<Variable['merge']>, Type | null>> = {
  append: listOf(DYN),
  sum: DOUBLE,
  max: DOUBLE,
  min: DOUBLE,
  last: null,
};

/** What a variable holds must be something that can be merged in its way. */
function checkMerge({ variable: { name, merge, schema }, pointer }: Written, findings: Diagnostic[]): void {
  // A word that is no way to merge is a fault of shape, reported as that.
  if (merge === undefined || !Object.hasOwn(NEEDED, merge)) return;
  const needed = NEEDED[merge];
  if (needed === null || assignable(typeFromSchema(schema), needed)) return;
  findings.push(
    diagnostic('OR5009', {
      pointer: `${pointer}/merge`,
      got: merge,
      expected: typeToString(needed),
      facts: { name },
    }),
  );
}

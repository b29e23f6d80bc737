import { type Diagnostic, diagnostic } from '@omniroute/errors';
import { parseTemplate, partsOf, type Template, type Tree } from '@omniroute/expressions';
import { largePaths } from '@omniroute/plan';
import { formatPointer, getPointer, isObject } from '@omniroute/primitives';
import { effectOf } from '../effects/effect.ts';
import type { Graph } from '../graph/graph.ts';
import type { Data } from './data.ts';
import { LargeValues, largeOutputs, namesOf } from './large-values.ts';

/** Large values are handed to effects as they are: nothing looks inside them (OR5026), and not all values can be large (OR5027). */
export function checkLarge(graph: Graph, { reads }: Pick<Data, 'reads'>, findings: Diagnostic[]): void {
  checkMarks(graph, findings);
  const large = new LargeValues(graph);
  if (large.none) return;
  const { service, places } = graph.drawing;
  const acting = new Map(
    [...places.values()].flatMap((place) =>
      effectOf(place) === null ? [] : [[`${place.pointer}/config/`, place] as const],
    ),
  );
  const nodeAt = new Map([...places.values()].map(({ pointer, node }) => [pointer, node.id]));
  for (const [pointer, refs] of reads) {
    if (!refs.some(({ path }) => large.touches(path))) continue;
    const text = getPointer(service, pointer);
    if (typeof text !== 'string') continue;
    const step = pointer.split('/').slice(0, 3).join('/');
    const found = firstLook(
      parseTemplate(text),
      large,
      acting.has(`${step}/config/`) && pointer.startsWith(`${step}/config/`),
    );
    if (found === null) continue;
    const node_id = nodeAt.get(step);
    findings.push(
      diagnostic('OR5026', {
        pointer,
        span: found.span,
        facts: { what: found.what },
        ...(node_id === undefined ? {} : { node_id }),
      }),
    );
  }
}

interface Look {
  readonly what: string;
  readonly span: Tree['span'];
}

/** The first place of a text that looks into a large value. `handed`: the text is a setting of an effect. */
function firstLook(template: Template, large: LargeValues, handed: boolean): Look | null {
  if (template.kind === 'literal') return null;
  if (template.kind === 'text')
    return template.parts.reduce<Look | null>(
      (found, part) => found ?? (typeof part === 'string' ? null : lookIn(part, large)),
      null,
    );
  const names = namesOf(template.tree);
  if (handed && names !== null && large.partsOf(names) !== null) return null;
  return lookIn(template.tree, large);
}

function lookIn(tree: Tree, large: LargeValues): Look | null {
  const names = namesOf(tree);
  if (names !== null) return large.touches(names) ? { what: names.join('.'), span: tree.span } : null;
  if (tree.kind === 'call' && asksLittle(tree, large)) return null;
  return partsOf(tree).reduce<Look | null>((found, part) => found ?? lookIn(part, large), null);
}

/** `size(x)`, `x.size()`, `has(x)`: what can be said of a large value without looking into it. */
function asksLittle({ name, target, args }: Extract<Tree, { kind: 'call' }>, large: LargeValues): boolean {
  const [value, another] = target === null ? args : [target, ...args];
  const names = value === undefined || another !== undefined ? null : namesOf(value);
  if (names === null) return false;
  return (name === 'size' && large.isOne(names)) || (name === 'has' && target === null && !large.isInside(names));
}

/** Marks where they mean nothing. */
function checkMarks({ drawing }: Graph, findings: Diagnostic[]): void {
  const { service, places } = drawing;
  const judge = (schema: unknown, pointer: string, known: number, node_id?: string) => {
    if (countMarks(schema) > known)
      findings.push(diagnostic('OR5027', { pointer, ...(node_id === undefined ? {} : { node_id }) }));
  };
  judge(service.inputs, '/inputs', largePaths(service.inputs).length);
  judge(service.outputs?.schema, '/outputs/schema', 0);
  for (const [index, { schema }] of (service.variables ?? []).entries())
    judge(schema, formatPointer(['variables', index, 'schema']), 0);
  for (const [index, { schema }] of (service.messages ?? []).entries())
    judge(schema, formatPointer(['messages', index, 'schema']), 0);
  for (const place of places.values()) {
    const { known, node, pointer } = place;
    if (known === null) continue;
    const spec = known.kind.output(known.config);
    // The kind's own part of the schema holds no marks: all are the service's.
    if (spec !== null && 'schema' in spec && known.called === null)
      judge(spec.schema, pointer, largeOutputs(place).length, node.id);
  }
}

/** Marks that are not inside another. */
function countMarks(schema: unknown): number {
  if (Array.isArray(schema)) return schema.reduce<number>((sum, part) => sum + countMarks(part), 0);
  if (!isObject(schema)) return 0;
  if (schema['x-large'] === true) return 1;
  return Object.values(schema).reduce<number>((sum, part) => sum + countMarks(part), 0);
}

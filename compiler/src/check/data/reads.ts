import type { Hole } from '@omniroute/dsl';
import { diagnostic } from '@omniroute/errors';
import type { Ref } from '@omniroute/expressions';
import type { DataPass } from './data.ts';
import { looksIntoUnknown } from './outputs.ts';
import type { WaysAround } from './ways-around.ts';
import { isVisible, type Where } from './where.ts';

/** Where something is read. */
export interface Reading {
  readonly hole: Hole;
  readonly where: Where;
  readonly node_id: string | undefined;
  /** The container whose output so far can be read. */
  readonly soFar: string | null;
  /** Nothing is wrong with the text yet. */
  readonly sound: boolean;
}

/**
 * What type rules cannot say about reading a step or a variable: that it cannot be seen from here, that it never comes
 * before, that nothing describes its output.
 */
export class Reads {
  private readonly pass: DataPass;
  private readonly ways: WaysAround;
  private readonly unchecked = new Set<string>();

  constructor(pass: DataPass, ways: WaysAround) {
    this.pass = pass;
    this.ways = ways;
  }

  judge(read: Ref, reading: Reading): void {
    const [root, name] = read.path;
    if (name === undefined) return;
    if (root === 'vars') this.variable(name, read, reading);
    if (root === 'nodes' && this.pass.graph.drawing.places.has(name)) this.step(name, read, reading);
  }

  private variable(name: string, { span }: Ref, { hole, where, node_id }: Reading): void {
    const { variables, findings } = this.pass;
    if (variables.isVisible(name, where)) return;
    const at = { pointer: hole.pointer, span, ...(node_id === undefined ? {} : { node_id }) };
    findings.push(diagnostic('OR4019', { ...at, facts: { name, parent: variables.scopeOf(name) } }));
  }

  private step(name: string, { path, span }: Ref, { hole, where, node_id, soFar, sound }: Reading): void {
    const { findings, flow, graph, outputs } = this.pass;
    const place = graph.drawing.places.get(name);
    if (place === undefined || name === soFar) return;
    const at = { pointer: hole.pointer, span, ...(node_id === undefined ? {} : { node_id }) };
    if (!isVisible(graph.drawing, name, where)) {
      findings.push(diagnostic('OR4018', { ...at, facts: { name, parent: place.parent } }));
      return;
    }
    if (sound && flow.never(name, where)) {
      const way = this.ways.step(name, where);
      findings.push(diagnostic('OR4010', { ...at, facts: { name }, ...(way === null ? {} : { path: way }) }));
    }
    const spec = place.known?.kind.output(place.known.config) ?? null;
    if (this.unchecked.has(name) || spec === null || 'of' in spec || place.node.disabled === true) return;
    if (!looksIntoUnknown(outputs.of(name, flow.origin(where)), path.slice(2))) return;
    this.unchecked.add(name);
    findings.push(diagnostic('OR4012', { pointer: place.pointer, node_id: name, facts: { node: name } }));
  }
}

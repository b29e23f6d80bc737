import { parseTemplate, type Template } from '@omniroute/expressions';
import { formatPointer, getPointer, isObject } from '@omniroute/primitives';
import type { Graph } from '../../graph/graph.ts';
import { lastPlaces } from '../collected.ts';
import { containersOf, endOf, type Where } from '../where.ts';
import { ANY, type Marks, schemaMarks, UNMARKED, union } from './schema-marks.ts';
import { partMarks } from './tree-marks.ts';

type Path = readonly string[];

const DEEPEST = 8;

/**
 * Follows the marks of schemas (`x-personal`, `x-secret`) through expressions, variables and outputs: which marks the value
 * at a place of the document has.
 */
export class ValueMarks {
  private readonly graph: Graph;
  private readonly templates = new Map<string, Template>();
  /** What is known so far, and what has been worked out with nothing missing. */
  private readonly known = new Map<string, Marks>();
  private readonly settled = new Set<string>();
  private readonly working = new Set<string>();
  private circled = false;

  constructor(graph: Graph) {
    this.graph = graph;
  }

  /** Marks of a value of the document as seen from a place; null is the start of the run. */
  at(value: unknown, where: Where | null): Marks {
    for (;;) {
      const before = JSON.stringify([...this.known]);
      this.circled = false;
      const marks = this.of(value, [], where);
      // In circles (a variable that is worked out from itself) what is found late is missing before.
      if (!this.circled || before === JSON.stringify([...this.known])) return marks;
      this.settled.clear();
    }
  }

  private of(value: unknown, path: Path, where: Where | null): Marks {
    if (typeof value === 'string') return this.text(value, path, where);
    const [name, ...rest] = path;
    const parts = Array.isArray(value) ? value.entries() : isObject(value) ? Object.entries(value) : [];
    const meant = [...parts].filter(
      ([key]) => name === undefined || name === ANY || Array.isArray(value) || key === name,
    );
    return union(meant.map(([, part]) => this.of(part, rest, where)));
  }

  private text(text: string, path: Path, where: Where | null): Marks {
    if (!text.includes('${')) return UNMARKED;
    const template = this.templates.get(text) ?? parseTemplate(text);
    this.templates.set(text, template);
    const root = (name: string, part: Path) => this.root(name, part, where);
    if (template.kind === 'expression') return partMarks(template.tree, path, root);
    if (template.kind === 'literal') return UNMARKED;
    return union(template.parts.map((part) => (typeof part === 'string' ? UNMARKED : partMarks(part, [], root))));
  }

  private root(name: string, part: Path, where: Where | null): Marks {
    // A value that is worked out from a part of itself has parts without end; a shorter path asks for more of it.
    const path = part.slice(0, DEEPEST);
    const [first, ...rest] = path;
    const all = first === undefined || first === ANY;
    const readers: Readonly<Record<string, () => Marks>> = {
      input: () => schemaMarks(this.graph.drawing.service.inputs, path),
      vars: () => (all ? this.allVariables() : this.variable(first, rest)),
      nodes: () => (all ? this.allOutputs() : this.output(first, rest)),
      item: () => this.item(where === null ? [] : containersOf(this.graph.drawing, where), path),
      loop: () => (all || rest[0] === 'index' ? UNMARKED : this.item([first], rest.slice(1))),
    };
    return Object.hasOwn(readers, name) ? (readers[name]?.() ?? UNMARKED) : UNMARKED;
  }

  private allVariables(): Marks {
    return union((this.graph.drawing.service.variables ?? []).map(({ name }) => this.variable(name, [])));
  }

  private allOutputs(): Marks {
    return union([...this.graph.drawing.places.keys()].map((id) => this.output(id, [])));
  }

  /** Of the innermost loop that has items. */
  private item(containers: readonly string[], path: Path): Marks {
    const { places, service } = this.graph.drawing;
    for (const id of containers) {
      const place = places.get(id);
      const item = place?.known?.kind.body?.(place.known.config).item ?? null;
      if (place === undefined || item === null) continue;
      const list = getPointer(service, `${place.pointer}/config${item.of}`);
      return this.once(`item ${id}`, path, () => this.of(list, [ANY, ...(item.batched ? path.slice(1) : path)], id));
    }
    return UNMARKED;
  }

  /** What its schema says, and what any step puts into it. */
  private variable(name: string, path: Path): Marks {
    const { service, places } = this.graph.drawing;
    const declared = service.variables?.find((each) => each.name === name);
    if (declared === undefined) return UNMARKED;
    return this.once(`vars ${name}`, path, () => {
      const written = [...places.values()].flatMap(({ known, node, pointer }) =>
        (known?.kind.assigns?.(known.config) ?? []).flatMap(({ variable, pointer: at, add }) => {
          if (variable !== name) return [];
          const part = add && declared.merge === 'append' ? path.slice(1) : path;
          return [this.of(getPointer(service, `${pointer}/config${at}`), part, node.id)];
        }),
      );
      return union([schemaMarks(declared.schema, path), this.of(declared.initial, path, null), ...written]);
    });
  }

  private output(id: string, path: Path): Marks {
    const { places, service } = this.graph.drawing;
    const place = places.get(id);
    if (place === undefined || place.known === null || place.node.disabled === true) return UNMARKED;
    const { known, node, pointer } = place;
    return this.once(`nodes ${id}`, path, () => {
      const instead = this.of(node.on_error?.continue, path, id);
      const spec = known.kind.output(known.config, {
        timedOut: false,
        message: (name) => service.messages?.find((message) => message.name === name)?.schema,
      });
      if (spec === null || 'unchecked' in spec) return instead;
      if ('schema' in spec) return union([instead, schemaMarks(spec.schema, path)]);
      if ('of' in spec) return union([instead, this.of(getPointer(service, `${pointer}/config${spec.of}`), path, id)]);
      return union([instead, this.collected(id, spec.collects.of, path)]);
    });
  }

  private collected(id: string, of: string | null, [name, ...path]: Path): Marks {
    if (name !== undefined && name !== ANY && name !== 'items') return UNMARKED;
    const { places, service } = this.graph.drawing;
    const part = path.slice(1);
    if (of !== null)
      return this.of(getPointer(service, `${places.get(id)?.pointer ?? ''}/config${of}`), part, endOf(id));
    return union(lastPlaces(this.graph, id).map(({ node }) => this.output(node.id, part)));
  }

  /** What is being worked out already gives what is known of it so far. */
  private once(what: string, path: Path, work: () => Marks): Marks {
    const key = `${what}${formatPointer(path)}`;
    const known = this.known.get(key) ?? UNMARKED;
    if (this.working.has(key)) this.circled = true;
    if (this.working.has(key) || this.settled.has(key)) return known;
    this.working.add(key);
    const marks = union([known, work()]);
    this.working.delete(key);
    this.known.set(key, marks);
    this.settled.add(key);
    return marks;
  }
}

import { isObject, type Json } from '@omniroute/primitives';
import type { Drawing, DrawnNode } from './drawing.ts';
import { expression, literal } from './expressions.ts';
import { Hole } from './hole.ts';
import { kinds } from './kinds.ts';
import { Random } from './random.ts';
import { type Readable, readablesOf } from './readables.ts';
import type { Schema } from './schemas.ts';
import { parentsOf } from './variables.ts';

/** How boldly the expressions of a place are written. */
type Boldness = 'sure' | 'unsure' | 'none';

/** Where an expression stands. */
interface Spot {
  /** Index of the step, or of the step behind the last. */
  readonly at: number;
  /** Containers around it. */
  readonly around: readonly string[];
  readonly node: DrawnNode | null;
}

/** Writes a drawing out as a document, with expressions that read what there is, whether or not they may. */
export class Writer {
  readonly drawing: Drawing;
  private readonly inputs: Schema;
  private readonly triggers: readonly string[];
  private readonly fields: Readonly<Record<string, unknown>>;
  private readonly boldness = new Map<string, Boldness>();
  private readonly holes = new Set<string>();
  private readonly known: readonly {
    readonly index: number;
    readonly parent: string | undefined;
    readonly parts: readonly Readable[];
  }[];
  private readonly everywhere: readonly Readable[];

  constructor(
    drawing: Drawing,
    inputs: Schema,
    triggers: readonly string[],
    fields: Readonly<Record<string, unknown>>,
  ) {
    this.drawing = drawing;
    this.inputs = inputs;
    this.triggers = triggers;
    this.fields = fields;
    this.known = drawing.nodes.map((node, index) => ({ index, parent: node.parent, parts: this.outputOf(node) }));
    this.everywhere = [
      ...readablesOf({ sure: 'input', unsure: 'input', schema: inputs }),
      ...['run.id', 'trigger.id', 'service.id'].map((text) => plain(text, 'text')),
      plain('service.version', 'whole'),
    ];
  }

  /** Whether the expression at a pointer can be written less boldly; it then is. */
  soften(pointer: string): boolean {
    if (!this.holes.has(pointer)) return false;
    const now = this.boldness.get(pointer) ?? 'sure';
    if (now === 'none') return false;
    this.boldness.set(pointer, now === 'sure' ? 'unsure' : 'none');
    return true;
  }

  document(): Json {
    const { drawing, triggers } = this;
    const { nodes, edges, variables, messages } = drawing;
    const end: Spot = { at: nodes.length, around: [], node: null };
    const document = {
      dsl_version: '1.0',
      id: 'random',
      name: 'Random service',
      inputs: this.inputs,
      connections: [{ name: 'shop', type: 'commerce' }],
      variables: variables.map(({ sort: _, regions: __, ...declared }) => declared),
      messages: messages.map(({ name, schema }) => ({ name, schema })),
      ...(triggers.length === 0 ? {} : { triggers: triggers.map((id) => this.trigger(id)) }),
      nodes: nodes.map((node, index) => this.node(node, index)),
      edges,
      ...(this.written(this.fields, '', end) as object),
    };
    return document as unknown as Json;
  }

  private trigger(id: string): object {
    if (id === 't0') return { id, type: 'manual' };
    return {
      id,
      type: 'event',
      config: { event: 'thing.came', dedupe_key: '${ string(event.data.key) }' },
      input: { key: '${ string(event.data.key) }', ...this.required() },
    };
  }

  /** Nothing but the key is required of an input. */
  private required(): object {
    return { list: [1, 2] };
  }

  private node(node: DrawnNode, index: number): unknown {
    const around = parentsOf(node.parent, this.drawing.nodes);
    const pointer = `/nodes/${index}`;
    return this.written(node, pointer, { at: index, around, node });
  }

  private written(value: unknown, pointer: string, spot: Spot): unknown {
    if (value instanceof Hole) return this.hole(value, pointer, spot);
    if (Array.isArray(value)) return value.map((item, index) => this.written(item, `${pointer}/${index}`, spot));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, member]) =>
        member === undefined ? [] : [[name, this.written(member, `${pointer}/${name}`, spot)]],
      ),
    );
  }

  private hole({ sort, seed, before, inside }: Hole, pointer: string, spot: Spot): string {
    this.holes.add(pointer);
    const random = new Random(seed);
    const around = inside && spot.node !== null ? [spot.node.id, ...spot.around] : spot.around;
    const readables = this.readables(random, around, inside ? Number.POSITIVE_INFINITY : spot.at, spot.node);
    const reads = this.boldness.get(pointer) ?? 'sure';
    const text = reads === 'none' ? literal(random, sort) : expression({ random, readables, reads }, sort);
    return `${before ?? ''}\${ ${text} }`;
  }

  /** Mostly what can be seen and was drawn before; seldom what cannot. */
  private readables(
    random: Random,
    around: readonly string[],
    at: number,
    node: DrawnNode | null,
  ): readonly Readable[] {
    const [blind, later] = [random.chance(0.03), random.chance(0.15)];
    const visible = ({ index, parent }: { readonly index: number; readonly parent: string | undefined }) =>
      (blind || parent === undefined || around.includes(parent)) && (later || index < at);
    const { drawing } = this;
    const variables = drawing.variables.flatMap(({ name, schema, scope }) =>
      blind || scope === undefined || around.includes(scope)
        ? readablesOf({ sure: `vars.${name}`, unsure: `vars.?${name}`, schema })
        : [],
    );
    const undo = drawing.nodes.find((each) => each.compensate_with === node?.id);
    return [
      ...this.everywhere,
      ...this.known.filter(visible).flatMap(({ parts }) => parts),
      ...variables,
      ...variables,
      ...this.turns(around),
      ...(undo === undefined ? [] : [plain('compensation.key', 'text'), plain('error.code', 'text')]),
      ...(random.chance(0.25) ? [plain('error.code', 'text'), plain('error.message', 'text')] : []),
    ];
  }

  private turns(around: readonly string[]): readonly Readable[] {
    const loops = around.filter((id) => this.drawing.node(id).type === 'loop');
    return loops.flatMap((id, index) => {
      const schema = this.drawing.items.get(id);
      const names = index === 0 ? ['', `loop.${id}.`] : [`loop.${id}.`];
      return names.flatMap((name) => [
        plain(`${name}index`, 'whole'),
        ...(schema === undefined ? [] : readablesOf({ sure: `${name}item`, unsure: null, schema })),
      ]);
    });
  }

  private outputOf(node: DrawnNode): readonly Readable[] {
    const { drawing } = this;
    const schema = drawing.given.get(node.id) ?? this.schemaOf(node);
    const callback = JSON.stringify(node.config).includes('"callback"')
      ? [plain(`callback.${node.id}.url`, 'text')]
      : [];
    const own = schema === null ? [] : readablesOf({ sure: `nodes.${node.id}`, unsure: `nodes.?${node.id}`, schema });
    return [...own, ...callback];
  }

  private schemaOf({ type, config }: DrawnNode): Schema | null {
    const message = (name: string) => this.drawing.messages.find((each) => each.name === name)?.schema;
    const spec = kinds[type]?.output(config, { timedOut: false, message }) ?? null;
    return spec !== null && 'schema' in spec ? (spec.schema as Schema) : null;
  }
}

function plain(text: string, sort: Readable['sort']): Readable {
  return { sure: text, unsure: null, sort, optional: false, nullable: false };
}

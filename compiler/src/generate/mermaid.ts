import type { Edge, Node, Service } from '@omniroute/dsl';
import type { KindRegistry } from '../resolve/resolved.ts';

/** Brackets that draw each role: a step is a box, a decision a diamond, an end a stadium. */
const SHAPES = {
  step: ['[', ']'],
  split: ['{', '}'],
  join: ['{{', '}}'],
  end: ['([', '])'],
  container: ['[', ']'],
  trigger: ['((', '))'],
} as const;

/** A service as a Mermaid flowchart, for pages and reviews. It need not be sound; what leads nowhere is left out. */
export function mermaid(service: Service, kinds: KindRegistry): string {
  const chart = new Chart(service, kinds);
  return `${chart.lines().join('\n')}\n`;
}

class Chart {
  private readonly service: Service;
  private readonly kinds: KindRegistry;
  private readonly known: ReadonlySet<string>;

  constructor(service: Service, kinds: KindRegistry) {
    this.service = service;
    this.kinds = kinds;
    this.known = new Set([...service.nodes, ...(service.triggers ?? [])].map(({ id }) => id));
  }

  lines(): string[] {
    const { service } = this;
    const top = service.nodes.filter(({ parent }) => parent === undefined || !this.known.has(parent));
    const drawn = service.edges.filter((edge) => this.known.has(edge.source) && this.known.has(edge.target));
    const undos = service.nodes.filter((node) => this.known.has(node.compensate_with ?? ''));
    const disabled = service.nodes.filter((node) => node.disabled === true).map(({ id }) => name(id));
    return [
      'flowchart TD',
      ...(service.triggers ?? []).map((trigger) => `  ${box(trigger.id, trigger.name ?? trigger.type, 'trigger')}`),
      ...top.flatMap((node) => this.node(node, '  ')),
      ...drawn.map((edge) => `  ${arrow(edge)}`),
      ...undos.map((node) => `  ${name(node.id)} -. undo .-> ${name(node.compensate_with as string)}`),
      ...(disabled.length === 0 ? [] : ['  classDef disabled stroke-dasharray: 4', `  class ${disabled} disabled`]),
    ];
  }

  private node(node: Node, indent: string): string[] {
    const kind = Object.hasOwn(this.kinds, node.type) ? this.kinds[node.type] : undefined;
    const title = node.name ?? node.id;
    const inside = this.service.nodes.filter(({ parent }) => parent === node.id && parent !== undefined);
    if (inside.length === 0) return [`${indent}${box(node.id, title, kind?.role ?? 'step')}`];
    return [
      `${indent}subgraph ${name(node.id)} ["${text(title)}"]`,
      ...inside.flatMap((each) => (each.id === node.id ? [] : this.node(each, `${indent}  `))),
      `${indent}end`,
    ];
  }
}

function box(id: string, title: string, role: keyof typeof SHAPES): string {
  const [open, close] = SHAPES[role];
  return `${name(id)}${open}"${text(title)}"${close}`;
}

function arrow(edge: Edge): string {
  const port = edge.source_handle === undefined || edge.source_handle === 'out' ? undefined : edge.source_handle;
  const codes = edge.on === undefined ? '' : ` ${edge.on.join(', ')}`;
  const again =
    edge.loop === undefined ? '' : ` again${edge.loop.max === undefined ? '' : `, at most ${edge.loop.max}`}`;
  const label = `${edge.label ?? port ?? ''}${codes}${again}`.trim();
  const line = edge.loop === undefined ? '-->' : '-.->';
  return `${name(edge.source)} ${line}${label === '' ? '' : `|"${text(label)}"|`} ${name(edge.target)}`;
}

/** Ids are prefixed: a word like `end` would end the chart. */
function name(id: string): string {
  return `n_${id}`;
}

function text(words: string): string {
  return [...words]
    .map((c) => (c === '"' ? '#quot;' : c === '#' ? '#35;' : c === '<' ? '#lt;' : c === '>' ? '#gt;' : c))
    .join('')
    .replaceAll('\n', ' ');
}

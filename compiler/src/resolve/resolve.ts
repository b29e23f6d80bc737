import {
  DSL_VERSION,
  type Edge,
  edgeId,
  type Hole,
  RESERVED_WORDS,
  type Service,
  type Trigger,
  type TriggerDefinition,
  triggers as triggerTypes,
  walk,
} from '@omniroute/dsl';
import { type Diagnostic, diagnostic, hasErrors } from '@omniroute/errors';
import type { ActivityCatalogue, KnownServices } from '@omniroute/kind-sdk';
import { closestName, formatPointer, isObject, type Json } from '@omniroute/primitives';
import { Memo } from '../incremental/memo.ts';
import { asCatalogued, entryOf } from './catalogue.ts';
import type { FoundPattern } from './judge-spellings.ts';
import { named } from './named.ts';
import { followReferences } from './references.ts';
import type { KindRegistry, ResolvedEdge, ResolvedNode, ResolvedService, ResolvedTrigger } from './resolved.ts';
import { asCalled, contractFor } from './services.ts';
import { settingsOf } from './settings.ts';
import { placed, walkDocument } from './walk-document.ts';

/** What resolving gave; `resolved` is absent when the shape is so wrong that nothing more can be said. */
export interface Resolved {
  readonly resolved: ResolvedService | null;
  /** Patterns in schemas, still to be judged. */
  readonly patterns: readonly FoundPattern[];
  readonly findings: readonly Diagnostic[];
}

const NO_ACTIVITIES: ActivityCatalogue = { activities: [] };
const NO_SERVICES: KnownServices = { contracts: [], names: [] };

/** Checks a normalised document's shape and finds what every name refers to, activities in the tenant's catalogue. */
export function resolve(
  document: Json,
  kinds: KindRegistry,
  catalogue = NO_ACTIVITIES,
  memo: Memo = new Memo(),
  services: KnownServices = NO_SERVICES,
): Resolved {
  const { findings: written, holes, patterns } = walkDocument(document, memo);
  const shape = written.map(versionFinding);
  const findings: Diagnostic[] = [...shape];
  if (!isObject(document) || !Array.isArray(document.nodes) || !Array.isArray(document.edges) || isBroken(shape))
    return { resolved: null, findings, patterns };
  const service = document as unknown as Service;
  unique(service, findings);
  const owned = Map.groupBy(holes, (hole) => ownerOf(hole.pointer));
  const outside = holes.filter((hole) => !hole.pointer.startsWith('/nodes/') && !hole.pointer.startsWith('/triggers/'));
  const resolvedTriggers = resolveTriggers(service, owned, findings);
  const found = { findings, patterns: [] as FoundPattern[] };
  const nodes = resolveNodes(service, owned, { kinds, catalogue, memo, services }, found);
  const edges = resolveEdges(service, nodes, findings);
  for (const edge of edges) {
    if (!edge.fromTrigger) nodes.get(edge.source)?.outgoing.push(edge);
    nodes.get(edge.target)?.incoming.push(edge);
  }
  followReferences(service, [...nodes.values()], resolvedTriggers, findings);
  return {
    resolved: { service, kinds, catalogue, services, nodes, edges, triggers: resolvedTriggers, holes: outside },
    findings,
    patterns: [...patterns, ...found.patterns],
  };
}

/** Another language version is not one choice among several. */
function versionFinding(finding: Diagnostic): Diagnostic {
  const { pointer, got } = finding;
  if (pointer !== '/dsl_version' || finding.code !== 'OR1006') return finding;
  return diagnostic('OR1009', { pointer, expected: DSL_VERSION, ...(got === undefined ? {} : { got }) });
}

/** Holes by the pointer of the node or trigger they stand in. */
type OwnedHoles = ReadonlyMap<string, readonly Hole[]>;

/** Pointer of the item of a list that a pointer leads into. */
function ownerOf(pointer: string): string {
  return pointer.split('/', 3).join('/');
}

/**
 * Whether the skeleton (everything but the settings of steps) is so wrong that names cannot be followed: a value of another
 * type, or one that is missing. Unknown fields and misspelt values do not stand in the way.
 */
function isBroken(findings: readonly Diagnostic[]): boolean {
  return findings.some(
    (finding) => finding.severity === 'error' && ['OR1004', 'OR1005', 'OR1009', 'OR1012'].includes(finding.code),
  );
}

function unique(service: Service, findings: Diagnostic[]): void {
  const seen = new Set<string>();
  const claim = (name: unknown, pointer: string, names: Set<string>, node_id?: string) => {
    if (typeof name !== 'string') return;
    if (names.has(name))
      findings.push(
        diagnostic('OR1015', { pointer, ...(node_id === undefined ? {} : { node_id }), facts: { field: name } }),
      );
    names.add(name);
  };
  for (const [list, items] of [
    ['triggers', service.triggers ?? []],
    ['nodes', service.nodes],
  ] as const) {
    for (const [index, { id }] of items.entries()) {
      const pointer = formatPointer([list, index, 'id']);
      claim(id, pointer, seen, id);
      if (RESERVED_WORDS.has(id)) findings.push(diagnostic('OR1016', { pointer, node_id: id, facts: { field: id } }));
    }
  }
  for (const list of ['variables', 'messages', 'connections'] as const) {
    const names = new Set<string>();
    for (const [index, item] of (service[list] ?? []).entries())
      claim(item.name, formatPointer([list, index, 'name']), names);
  }
  const edges = new Set<string>();
  for (const [index, edge] of service.edges.entries()) {
    const id = edgeId(edge);
    if (edges.has(id))
      findings.push(
        diagnostic('OR2009', {
          pointer: formatPointer(['edges', index]),
          edge_id: id,
          fix: [{ op: 'disconnect', edge: id }],
        }),
      );
    edges.add(id);
  }
}

function resolveTriggers(service: Service, owned: OwnedHoles, findings: Diagnostic[]): ResolvedTrigger[] {
  const addresses = new Set<string>();
  return (service.triggers ?? []).flatMap((trigger, index) => {
    const pointer = formatPointer(['triggers', index]);
    const definition = Object.hasOwn(triggerTypes, trigger.type)
      ? triggerTypes[trigger.type as keyof typeof triggerTypes]
      : undefined;
    if (definition === undefined) {
      findings.push(named('OR6002', `${pointer}/type`, trigger.type, Object.keys(triggerTypes), trigger.id));
      return [];
    }
    const walked = walk(definition.config, trigger.config ?? {}, `${pointer}/config`, 'this trigger');
    findings.push(...walked.findings.map((finding) => ({ ...finding, node_id: trigger.id })));
    if (!hasErrors(walked.findings)) findings.push(...ownFindings(trigger, definition, pointer, addresses));
    const own = (owned.get(pointer) ?? []).filter((hole) => !hole.pointer.startsWith(`${pointer}/config/`));
    return [{ trigger, index, pointer, definition, holes: [...own, ...walked.holes] }];
  });
}

/** What the schema of a trigger cannot say. Two triggers cannot listen at one address. */
function ownFindings(
  { id, config = {} }: Trigger,
  { check, address }: TriggerDefinition,
  pointer: string,
  addresses: Set<string>,
): Diagnostic[] {
  const findings = (check?.(config) ?? []).map(({ code, pointer: place, ...rest }) =>
    diagnostic(code, { pointer: `${pointer}/config${place}`, node_id: id, ...rest }),
  );
  const listens = address?.(config);
  if (listens !== undefined && addresses.has(listens))
    findings.push(diagnostic('OR1015', { pointer: `${pointer}/config`, node_id: id, facts: { field: listens } }));
  if (listens !== undefined) addresses.add(listens);
  return findings;
}

/** A step that is still given its connections. */
type LinkedNode = ResolvedNode & { readonly outgoing: ResolvedEdge[]; readonly incoming: ResolvedEdge[] };

function resolveNodes(
  service: Service,
  owned: OwnedHoles,
  given: { kinds: KindRegistry; catalogue: ActivityCatalogue; memo: Memo; services: KnownServices },
  { findings, patterns }: { readonly findings: Diagnostic[]; readonly patterns: FoundPattern[] },
): Map<string, LinkedNode> {
  const { kinds, catalogue, memo, services } = given;
  const nodes = new Map<string, LinkedNode>();
  for (const [index, node] of service.nodes.entries()) {
    const pointer = formatPointer(['nodes', index]);
    const kind = Object.hasOwn(kinds, node.type) ? kinds[node.type] : undefined;
    if (kind === undefined) {
      if (typeof node.type === 'string')
        findings.push(named('OR6001', `${pointer}/type`, node.type, Object.keys(kinds), node.id));
      continue;
    }
    const config = (node.config ?? {}) as Readonly<Record<string, unknown>>;
    const settings = memo.of(settingsOf, node.id, kind, config);
    const place = `${pointer}/config`;
    findings.push(
      ...settings.findings.map((finding) => ({ ...finding, pointer: place + finding.pointer, node_id: node.id })),
    );
    patterns.push(...settings.patterns.map((pattern) => ({ ...placed(pattern, place), node_id: node.id })));
    const { called, callsService } = settings;
    const at = { pointer, node_id: node.id };
    const entry = called === null ? null : entryOf(called, catalogue, at, findings);
    const contract = callsService === null ? null : contractFor(callsService, service, services, at, findings);
    const known = () => {
      if (entry !== null) return memo.of(asCatalogued, node.id, kind, entry);
      if (contract === null || callsService?.starts === true) return kind;
      return memo.of(asCalled, node.id, kind, contract.outputs);
    };
    const takes = () => {
      if (called !== null && entry !== null) return { name: called.name, at: called.input, schema: entry.input };
      if (callsService === null || contract === null) return null;
      return { name: contract.service, at: callsService.input, schema: contract.inputs };
    };
    nodes.set(node.id, {
      node,
      index,
      pointer,
      kind: known(),
      called: takes(),
      callee: callsService === null ? null : { called: callsService, contract },
      config,
      ports: settings.ports,
      holes: [...(owned.get(pointer) ?? []), ...memo.of(placedAt, node.id, settings.holes, place)],
      outgoing: [],
      incoming: [],
    });
  }
  return nodes;
}

function placedAt(holes: readonly Hole[], place: string): readonly Hole[] {
  return holes.map((hole) => placed(hole, place));
}

function resolveEdges(
  service: Service,
  nodes: ReadonlyMap<string, ResolvedNode>,
  findings: Diagnostic[],
): ResolvedEdge[] {
  const triggerIds = new Set((service.triggers ?? []).map((trigger) => trigger.id));
  const nodeIds = new Set(service.nodes.map((node) => node.id));
  return service.edges.flatMap((edge, index) => {
    const pointer = formatPointer(['edges', index]);
    const id = edgeId(edge);
    const ends: Diagnostic[] = [];
    const repair = { edge_id: id, fix: [{ op: 'disconnect', edge: id }] };
    if (triggerIds.has(edge.target))
      ends.push(diagnostic('OR3013', { pointer: `${pointer}/target`, ...repair, facts: { node: edge.target } }));
    else if (!nodeIds.has(edge.target))
      ends.push({ ...named('OR2001', `${pointer}/target`, edge.target, [...nodeIds]), ...repair });
    if (!nodeIds.has(edge.source) && !triggerIds.has(edge.source))
      ends.push({ ...named('OR2002', `${pointer}/source`, edge.source, [...nodeIds, ...triggerIds]), ...repair });
    const port = edge.source_handle ?? onlyPort(nodes.get(edge.source));
    const unknownPort = ends.length === 0 ? portFinding(edge, port, nodes.get(edge.source), pointer, id) : null;
    if (unknownPort !== null) ends.push(unknownPort);
    findings.push(...ends);
    if (ends.length > 0) return [];
    return [
      { edge, id, pointer, source: edge.source, port, target: edge.target, fromTrigger: triggerIds.has(edge.source) },
    ];
  });
}

/** Without a handle an edge leaves by the only port, or by `out`. */
function onlyPort(node: ResolvedNode | undefined): string {
  const plain = (node?.ports ?? []).filter((port) => port.role !== 'error' && port.role !== 'timeout');
  return plain.length === 1 ? (plain[0]?.id ?? 'out') : 'out';
}

function portFinding(
  edge: Edge,
  port: string,
  node: ResolvedNode | undefined,
  pointer: string,
  edge_id: string,
): Diagnostic | null {
  if (node === undefined || (node.ports.length === 0 && node.kind.role !== 'end')) return null;
  const ids = node.ports.map((each) => each.id);
  if (ids.includes(port)) return null;
  const close = closestName(port, ids);
  return diagnostic('OR2003', {
    pointer: edge.source_handle === undefined ? pointer : `${pointer}/source_handle`,
    edge_id,
    node_id: edge.source,
    expected: ids.length === 0 ? 'none' : ids.join(', '),
    ...(close === undefined ? {} : { did_you_mean: close }),
    facts: { node: edge.source, name: port },
  });
}

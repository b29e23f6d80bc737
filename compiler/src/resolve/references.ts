import { ruleNodes, type Service } from '@omniroute/dsl';
import { type Diagnostic, type DiagnosticCode, diagnostic } from '@omniroute/errors';
import { isTemplate } from '@omniroute/expressions';
import { formatPointer, isObject } from '@omniroute/primitives';
import { named } from './named.ts';
import type { ResolvedNode, ResolvedTrigger } from './resolved.ts';

type Names = Readonly<Record<string, { readonly code: DiagnosticCode; readonly names: readonly string[] }>>;

/**
 * Follows every field that a kind's schema marks with `x-ref` to what the service declares, and the names that nodes and
 * rules carry themselves.
 */
export function followReferences(
  service: Service,
  nodes: readonly ResolvedNode[],
  triggers: readonly ResolvedTrigger[],
  findings: Diagnostic[],
): void {
  const ids = service.nodes.map((node) => node.id);
  const known = new Set(ids);
  const ofKnownKind = new Set(nodes.map(({ node }) => node.id));
  const containers = new Set(nodes.flatMap(({ node, kind }) => (kind.role === 'container' ? [node.id] : [])));
  const declared: Names = {
    connection: { code: 'OR2006', names: (service.connections ?? []).map((connection) => connection.name) },
    message: { code: 'OR2007', names: (service.messages ?? []).map((message) => message.name) },
    variable: { code: 'OR2005', names: (service.variables ?? []).map((variable) => variable.name) },
    node: { code: 'OR2004', names: ids },
  };
  for (const { definition, trigger, pointer } of triggers)
    follow(definition.config, trigger.config ?? {}, `${pointer}/config`, declared, trigger.id, findings);
  for (const resolved of nodes) {
    follow(resolved.kind.config, resolved.config, `${resolved.pointer}/config`, declared, resolved.node.id, findings);
    connectionType(service, resolved, findings);
    const { parent, compensate_with: undo, id } = resolved.node;
    // Whether a step of a kind that nobody knows is a container cannot be said.
    if (parent !== undefined && !containers.has(parent) && (ofKnownKind.has(parent) || !known.has(parent))) {
      findings.push(named('OR2008', `${resolved.pointer}/parent`, parent, ids, id));
    }
    if (undo !== undefined && !known.has(undo)) {
      findings.push(
        diagnostic('OR2013', {
          pointer: `${resolved.pointer}/compensate_with`,
          node_id: id,
          facts: { name: undo, node: id },
        }),
      );
    }
  }
  rules(service, ids, findings);
}

function follow(
  schema: unknown,
  value: unknown,
  pointer: string,
  declared: Names,
  node_id: string,
  findings: Diagnostic[],
): void {
  if (!isObject(schema)) return;
  const reference = schema['x-ref'];
  const target = typeof reference === 'string' ? declared[reference] : undefined;
  // A template where a name is written out is refused as one; what it would name is not known.
  if (target !== undefined && typeof value === 'string' && !isTemplate(value) && !target.names.includes(value))
    findings.push(named(target.code, pointer, value, target.names, node_id));
  if (Array.isArray(schema.anyOf))
    for (const form of schema.anyOf) follow(form, value, pointer, declared, node_id, findings);
  if (Array.isArray(value))
    value.forEach((item, index) =>
      follow(schema.items, item, `${pointer}${formatPointer([index])}`, declared, node_id, findings),
    );
  else if (isObject(value) && isObject(schema.properties)) {
    for (const [name, property] of Object.entries(schema.properties)) {
      if (Object.hasOwn(value, name))
        follow(property, value[name], `${pointer}${formatPointer([name])}`, declared, node_id, findings);
    }
  }
}

function connectionType(service: Service, { kind, config, node, pointer }: ResolvedNode, findings: Diagnostic[]): void {
  const wanted = kind.activity?.connection;
  const found = (service.connections ?? []).find((connection) => connection.name === config.connection);
  if (wanted === undefined || found === undefined || found.type === wanted) return;
  findings.push(
    diagnostic('OR2014', {
      pointer: `${pointer}/config/connection`,
      node_id: node.id,
      expected: wanted,
      got: found.type,
      facts: { name: found.name },
    }),
  );
}

function rules(service: Service, ids: readonly string[], findings: Diagnostic[]): void {
  for (const [index, rule] of (service.rules ?? []).entries()) {
    for (const name of ruleNodes(rule)) {
      if (!ids.includes(name))
        findings.push(
          diagnostic('OR2012', { pointer: formatPointer(['rules', index]), facts: { rule: rule.id, name } }),
        );
    }
  }
}

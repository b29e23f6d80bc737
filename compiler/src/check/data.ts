import { type Diagnostic, diagnostic } from '@omniroute/errors';
import {
  assignable,
  DYN,
  type Type,
  type TypeEnv,
  typeFromSchema,
  typeToString,
  unionOf,
} from '@omniroute/expressions';
import { formatPointer, getPointer } from '@omniroute/primitives';
import type { ResolvedNode, ResolvedService } from '../resolve/resolved.ts';
import { endEnvironment, inputEnvironment, nodeEnvironment, outputType, triggerEnvironment } from './environment.ts';
import type { Flow } from './flow.ts';
import { type Graph, pathBetween } from './graph.ts';
import { bareConditions, checkHole, typeOfValue } from './values.ts';

/** What the data pass learnt: types of outputs, and what each hole reads. */
export interface Data {
  readonly findings: readonly Diagnostic[];
  readonly outputs: ReadonlyMap<string, Type>;
  /** Pointer of a hole → paths it reads. */
  readonly reads: ReadonlyMap<string, readonly (readonly string[])[]>;
}

/** Finds the type of every value and checks it where it goes, on every path. */
export function checkData(resolved: ResolvedService, graph: Graph, flow: Flow): Data {
  const findings: Diagnostic[] = [];
  const outputs = new Map<string, Type>();
  const reads = new Map<string, readonly (readonly string[])[]>();
  const holeTypes = new Map<string, Type>();
  // Outputs that no expression makes are known first; then steps in order, circles last.
  for (const node of resolved.nodes.values())
    outputs.set(
      node.node.id,
      withContinue(
        node,
        outputType(node, () => DYN),
        DYN,
      ),
    );
  for (const id of graph.order) {
    const node = resolved.nodes.get(id);
    if (node === undefined) continue;
    const env = nodeEnvironment(resolved, id, flow, outputs);
    for (const hole of node.holes) {
      const checked = checkHole(hole, env, id);
      findings.push(...checked.findings.map((finding) => withPath(finding, resolved, graph, id)));
      holeTypes.set(hole.pointer, checked.type);
      reads.set(hole.pointer, checked.reads);
    }
    const typeAt = (pointer: string) =>
      typeOfValue(getPointer(resolved.service, pointer), pointer, (place) => holeTypes.get(place));
    bareConditions(node.kind.config, node.config, `${node.pointer}/config`, '/config', id, findings);
    assignments(resolved, node, typeAt, findings);
    given(resolved, node, typeAt, findings);
    const own = outputType(node, (pointer) => typeAt(`${node.pointer}/config${pointer}`));
    outputs.set(id, withContinue(node, own, typeAt(`${node.pointer}/on_error/continue`)));
  }
  outside(resolved, graph, flow, outputs, findings, reads);
  return { findings, outputs, reads };
}

/** With `on_error.continue` the output is either. */
function withContinue(node: ResolvedNode, own: Type, continued: Type): Type {
  return node.node.on_error === undefined ? own : unionOf([own, continued]);
}

/** A counter-example for "not on every path": a way to the node that does not pass the one it reads. */
function withPath(finding: Diagnostic, resolved: ResolvedService, graph: Graph, id: string): Diagnostic {
  if (finding.code !== 'OR4010' && finding.code !== 'OR4009') return finding;
  const name = finding.span === undefined ? undefined : /"([a-z0-9_]+)"/.exec(finding.message)?.[1];
  for (const { node: start } of graph.starts) {
    const path = start === name ? [] : pathBetween(resolved, start, id, finding.code === 'OR4010' ? name : undefined);
    if (path.length > 0) return { ...finding, path: path.map((node) => ({ node })) };
  }
  return finding;
}

/** What is assigned to a variable must fit it. */
function assignments(
  resolved: ResolvedService,
  node: ResolvedNode,
  typeAt: (pointer: string) => Type,
  findings: Diagnostic[],
): void {
  for (const { variable, pointer, add } of node.kind.assigns?.(node.config) ?? []) {
    const declared = (resolved.service.variables ?? []).find((each) => each.name === variable);
    if (declared === undefined) continue;
    const place = `${node.pointer}/config${pointer}`;
    const wanted = typeFromSchema(declared.schema);
    const target = add && declared.merge === 'append' && wanted.kind === 'list' ? wanted.item : wanted;
    mismatch(typeAt(place), target, place, `The variable "${variable}"`, node.node.id, findings);
  }
}

/** What a step gives as the run's output must fit it. */
function given(
  resolved: ResolvedService,
  node: ResolvedNode,
  typeAt: (pointer: string) => Type,
  findings: Diagnostic[],
): void {
  const pointer = node.kind.gives?.(node.config) ?? null;
  const schema = resolved.service.outputs?.schema;
  if (pointer === null || schema === undefined) return;
  mismatch(
    typeAt(`${node.pointer}/config${pointer}`),
    typeFromSchema(schema),
    `${node.pointer}/config${pointer}`,
    'The output of the run',
    node.node.id,
    findings,
  );
}

function mismatch(
  got: Type,
  expected: Type,
  pointer: string,
  where: string,
  node_id: string | undefined,
  findings: Diagnostic[],
): void {
  if (assignable(got, expected)) return;
  findings.push(
    diagnostic('OR4002', {
      pointer,
      ...(node_id === undefined ? {} : { node_id }),
      expected: typeToString(expected),
      got: typeToString(got),
      facts: { where },
    }),
  );
}

/** Triggers, business keys, initial values, and the output of the run. */
function outside(
  resolved: ResolvedService,
  graph: Graph,
  flow: Flow,
  outputs: ReadonlyMap<string, Type>,
  findings: Diagnostic[],
  reads: Map<string, readonly (readonly string[])[]>,
): void {
  const inputType = typeFromSchema(resolved.service.inputs ?? {});
  for (const { trigger, pointer, definition, holes } of resolved.triggers) {
    const types = new Map<string, Type>();
    const env = triggerEnvironment(definition.event);
    for (const hole of holes) {
      const checked = checkHole(hole, env, trigger.id);
      findings.push(...checked.findings);
      types.set(hole.pointer, checked.type);
    }
    if (trigger.when !== undefined && !trigger.when.includes('${')) {
      findings.push(
        diagnostic('OR4008', {
          pointer: `${pointer}/when`,
          node_id: trigger.id,
          got: trigger.when,
          fix: [{ op: 'put', collection: 'triggers', item: { ...trigger, when: `\${ ${trigger.when} }` } as never }],
        }),
      );
    }
    if (trigger.input !== undefined)
      mismatch(
        typeOfValue(trigger.input, `${pointer}/input`, (place) => types.get(place)),
        inputType,
        `${pointer}/input`,
        'The input of the run',
        trigger.id,
        findings,
      );
  }
  const finals = finalNodes(resolved, graph);
  const endEnv = endEnvironment(resolved, flow, outputs, finals);
  const types = new Map<string, Type>();
  for (const hole of resolved.holes) {
    const env: TypeEnv = hole.pointer.startsWith('/outputs/') ? endEnv : inputEnvironment(resolved);
    const checked = checkHole(hole, env, undefined);
    findings.push(...checked.findings);
    types.set(hole.pointer, checked.type);
    reads.set(hole.pointer, checked.reads);
  }
  const { outputs: output } = resolved.service;
  const typeAt = (value: unknown, pointer: string) => typeOfValue(value, pointer, (place) => types.get(place));
  if (output?.value !== undefined && output.schema !== undefined)
    mismatch(
      typeAt(output.value, '/outputs/value'),
      typeFromSchema(output.schema),
      '/outputs/value',
      'The output of the run',
      undefined,
      findings,
    );
  for (const [index, variable] of (resolved.service.variables ?? []).entries()) {
    if (variable.initial === undefined) continue;
    const pointer = formatPointer(['variables', index, 'initial']);
    mismatch(
      typeAt(variable.initial, pointer),
      typeFromSchema(variable.schema),
      pointer,
      `The variable "${variable.name}"`,
      undefined,
      findings,
    );
  }
}

/** Nodes at which a token can end: ends, and nodes with an exit that leads nowhere. */
function finalNodes(resolved: ResolvedService, graph: Graph): string[] {
  return graph.order.filter((id) => {
    const node = resolved.nodes.get(id);
    if (node === undefined) return false;
    if (node.kind.role === 'end' || node.outgoing.length === 0) return true;
    const used = new Set(node.outgoing.map((edge) => edge.port));
    return node.ports.some(
      (port) =>
        (port.role === 'out' || port.role === 'outcome' || port.role === 'branch' || port.role === 'event') &&
        !used.has(port.id),
    );
  });
}

import type { CallOp } from '@omniroute/plan';
import type { StepContext } from '../flow-writer.ts';
import { policyText } from '../policies.ts';
import type { Project } from '../project.ts';
import { refuse } from '../refusal.ts';
import type { Statement } from '../statement.ts';
import { callText, digits, fieldName, objectText, quoted } from '../text.ts';
import { valueText } from '../value.ts';
import { isAnything } from '../variables.ts';
import { instead, undoText, withRoutes } from './act.ts';

/** A service that is called as a part of the run. */
export function writeCall(node: CallOp, context: StepContext): Statement[] {
  const { project, where, spot } = context;
  const input = valueText(project, node.input, where);
  const undo = undoText(node, context);
  const uses = new Set([...input.uses, ...(undo?.uses ?? [])]);
  const args = [...callArguments(project, node, spot.place), input.text, ...(undo === null ? [] : [undo.text])];
  const once = callText(`${project.helper('called')}<${project.typeName(node.id, 'Output')}>`, args);
  const call =
    node.retry.length === 0 ? once : callText(project.helper('tried'), [...triedArguments(node), `() => ${once}`]);
  const { key } = project.output(node.id);
  const before = undo?.before ?? [];
  if (node.continue === null)
    return [...before, ...withRoutes(node, context, { parts: [`await ${call};`], sets: key, uses })];
  if (node.errors.length > 0) return refuse('it goes on with a value when it fails, and has ways for errors too');
  const other = instead(node.continue, context);
  const text = `await ${callText(project.helper('orElse'), [`() => ${call}`, other.text])};`;
  const usual = context.follow('out', context.writer.target(node.next, spot));
  return [...before, { parts: [text], sets: key, uses: new Set([...uses, ...other.uses]) }, ...usual];
}

/** The place, the service, and what is to be said of the call. `key`: where it is none of a visit. */
export function callArguments(project: Project, node: CallOp, place: string, key?: string): readonly string[] {
  const promised = node.output === null || isAnything(project.plan.types[node.output]) ? null : node.id;
  return [
    place,
    project.callee(node).name,
    objectText([
      ['node', quoted(node.id)],
      ...(promised === null ? [] : [['output', `schemas.calls${memberOf(promised)}`] as const]),
      ...(node.max_depth === null ? [] : [['maxDepth', String(node.max_depth)] as const]),
      ...(key === undefined ? [] : [['key', key] as const]),
    ]),
  ];
}

/** What bounds the visits of something that is tried again as a whole. */
export function triedArguments({ retry, total_ms: total }: Pick<CallOp, 'retry' | 'total_ms'>): readonly string[] {
  return [`[${retry.map(policyText).join(', ')}]`, total === null ? 'null' : digits(total)];
}

function memberOf(name: string): string {
  return fieldName(name) === name ? `.${name}` : `[${quoted(name)}]`;
}

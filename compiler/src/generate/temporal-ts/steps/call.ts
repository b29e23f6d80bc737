import type { CallOp } from '@omniroute/plan';
import type { StepContext } from '../flow-writer.ts';
import { refuse } from '../refusal.ts';
import type { Statement } from '../statement.ts';
import { callText } from '../text.ts';
import { valueText } from '../value.ts';
import { instead, undoText, withRoutes } from './act.ts';
import { callArguments, triedArguments } from './call-arguments.ts';

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

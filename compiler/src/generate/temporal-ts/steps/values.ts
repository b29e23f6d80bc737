import type { PlanNode } from '@omniroute/plan';
import type { StepContext } from '../flow-writer.ts';
import type { Project } from '../project.ts';
import { refuse } from '../refusal.ts';
import { type Statement, statement } from '../statement.ts';
import { callText, objectText, quoted, recordText } from '../text.ts';
import { valueText } from '../value.ts';
import { isPlain } from '../variables.ts';
import { instead } from './act.ts';

type Op<Name extends PlanNode['op']> = Extract<PlanNode, { op: Name }>;

/** Assigns variables all at once, gives a value, or both. */
export function writeSet(node: Op<'set'>, context: StepContext): Statement[] {
  const { project, where, spot } = context;
  const made: Statement[] = [];
  const plain = node.assignments.filter(({ add }) => !add);
  for (const region of new Set(plain.map(({ slot }) => slotAt(project, slot).region))) {
    const uses = new Set<string>();
    const fields = plain
      .filter(({ slot }) => slotAt(project, slot).region === region)
      .map(({ slot, value }) => {
        const written = valueText(project, value, where);
        for (const key of written.uses) uses.add(key);
        const { name, type } = slotAt(project, slot);
        const schema = project.plan.types[type];
        const needsCheck = !isPlain(schema) && value.holes.length > 0;
        const text = needsCheck
          ? `${project.helper('checked')}('validation.variable', schemas.variables${memberOf(name)}, ${written.text})`
          : written.text;
        return [name, text] as const;
      });
    made.push(
      statement(`${callText(project.helper('assign'), [spot.place, project.vars(region), objectText(fields)])};`, uses),
    );
  }
  for (const { slot, value } of node.assignments.filter(({ add }) => add)) {
    const written = valueText(project, value, where);
    const { name, region, merge, type } = slotAt(project, slot);
    if (!isPlain(project.plan.types[type])) return refuse(`it adds to "${name}", whose schema says more than a type`);
    const args = [spot.place, project.vars(region), quoted(name), quoted(merge ?? 'last'), written.text];
    made.push(statement(`${callText(project.helper('add'), args)};`, written.uses));
  }
  if (node.value !== null) {
    const written = valueText(project, node.value, where);
    const { key } = project.output(node.id);
    const pure = written.safe;
    const isNarrow = node.value.holes.length === 0;
    const isRead = project.isRead(node.id);
    const text = isNarrow && isRead ? `${written.text} as ${project.typeName(node.id, 'Output')}` : written.text;
    if (isRead || !pure) made.push({ parts: [`${text};`], sets: key, uses: written.uses, pure });
  }
  const usual = context.follow('out', context.writer.target(node.next, spot));
  if (node.continue === null || made.every(({ pure }) => pure === true)) return [...made, ...usual];
  const other = instead(node.continue, context);
  const { key } = project.output(node.id);
  const handler: Statement[] = [
    statement(`${project.helper('errorOf')}(caught);`),
    { parts: [`${other.value};`], sets: key, uses: other.uses, pure: true },
  ];
  const parts = ['try {', { statements: made }, '} catch (caught) {', { statements: handler }, '}'];
  return [{ parts, uses: new Set(), ends: false }, ...usual];
}

function memberOf(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${quoted(name)}]`;
}

function slotAt({ plan }: Project, index: number) {
  const slot = plan.slots[index];
  if (slot === undefined) throw new Error(`The plan has no variable ${index}`);
  return slot;
}

/** Ends the flow here, or the whole run. */
export function writeEnd(node: Op<'end'>, context: StepContext): Statement[] {
  const { project, where } = context;
  const made: Statement[] = [];
  if (node.status !== null) {
    const written = valueText(project, node.status, where);
    made.push(statement(`ending.status = ${written.text};`, written.uses));
  }
  if (node.output !== null) {
    const written = valueText(project, node.output, where);
    const text =
      project.plan.output.type === null
        ? written.text
        : `${project.helper('checked')}('validation.output', schemas.output, ${written.text})`;
    made.push(statement(`ending.output = ${text};`, written.uses));
  }
  if (node.terminate) return [...made, statement(`throw ${where.place}.end();`, undefined, true)];
  return [...made, ...context.follow('out', 'end')];
}

/** Raises an error. */
export function writeRaise(node: Op<'raise'>, context: StepContext): Statement[] {
  const { project, where, spot } = context;
  const message = valueText(project, node.message, where);
  const details = node.details === null ? null : valueText(project, node.details, where);
  const fields = recordText({
    code: quoted(node.code),
    message: message.text,
    ...(details === null ? {} : { details: details.text }),
  });
  const uses = new Set([...message.uses, ...(details?.uses ?? [])]);
  return [statement(`throw ${spot.place}.error(${quoted(node.id)}, ${fields});`, uses, true)];
}

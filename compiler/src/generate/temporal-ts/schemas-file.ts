import type { PlanNode } from '@omniroute/plan';
import type { Project } from './project.ts';
import { comment, jsonText, objectText } from './text.ts';
import { activitiesOf } from './types-file.ts';

/** `schemas.ts`: what values from outside are judged by. */
export function schemasFile(project: Project): string {
  const { plan } = project;
  const typeAt = (ref: number | null) => jsonText(ref === null ? true : (plan.types[ref] ?? true));
  const record = (entries: readonly (readonly [string, string])[]) => objectText(entries);
  const tasks = plan.nodes.filter((node): node is Extract<PlanNode, { op: 'task' }> => node.op === 'task');
  const callbacks = plan.nodes.flatMap((node) => {
    const event = node.op === 'wait' ? node.events.find((each) => each.for.on === 'callback') : undefined;
    return event?.for.on === 'callback' ? [[node.id, typeAt(event.for.type)] as const] : [];
  });
  const parts: readonly (readonly [text: string, name: string, type: string, value: string])[] = [
    ['The input of a run.', 'input', 'Schema', typeAt(plan.input)],
    ['The output of a run.', 'output', 'Schema', typeAt(plan.output.type)],
    ['Variables.', 'variables', '', record(plan.slots.map(({ name, type }) => [name, typeAt(type)] as const))],
    [
      'Forms of tasks.',
      'forms',
      '',
      record(
        tasks.flatMap((node) => (node.form === null ? [] : [[project.form(node.id), typeAt(node.form)] as const])),
      ),
    ],
    [
      'What activities give.',
      'outputs',
      'Record<string, Schema>',
      record(activitiesOf(project).map((node) => [project.effect(node.id), typeAt(node.output)] as const)),
    ],
    [
      'Payloads of messages.',
      'messages',
      'Record<string, Schema>',
      record(plan.messages.map(({ name, type }) => [name, typeAt(type)] as const)),
    ],
    ['Payloads of callbacks, by the wait that they answer.', 'callbacks', 'Record<string, Schema>', record(callbacks)],
  ];
  const texts = parts.map(
    ([text, name, type, value]) =>
      `${comment(text)}\nexport const ${name}${type === '' ? '' : `: ${type}`} = ${value};\n`,
  );
  return `import type { Schema } from './lib/schema.ts';\n\n${texts.join('\n')}`;
}

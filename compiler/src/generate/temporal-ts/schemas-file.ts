import type { Plan, PlanNode } from '@omniroute/plan';
import type { Project } from './project.ts';
import { comment, jsonText, objectText } from './text.ts';
import { activitiesOf } from './types-file.ts';
import { isAnything } from './variables.ts';

/** `schemas.ts`: what values from outside are judged by. */
export function schemasFile(project: Project, called: readonly Project[]): string {
  const { plan } = project;
  const typeIn = (of: Plan, ref: number | null) => jsonText(ref === null ? true : (of.types[ref] ?? true));
  const typeAt = (ref: number | null) => typeIn(plan, ref);
  // Judged outside the flow: by the worker, and by whoever sends something to a run.
  const all = [project, ...called];
  const isOwner = project.part.folder === '';
  const record = (entries: readonly (readonly [string, string])[]) => objectText(entries);
  const tasks = plan.nodes.filter((node): node is Extract<PlanNode, { op: 'task' }> => node.op === 'task');
  const callbacks = all.flatMap((each) =>
    each.plan.nodes.flatMap((node) => {
      const event = node.op === 'wait' ? node.events.find(({ for: what }) => what.on === 'callback') : undefined;
      return event?.for.on === 'callback' ? [[node.id, typeIn(each.plan, event.for.type)] as const] : [];
    }),
  );
  const calls = plan.nodes.flatMap((node) =>
    node.op === 'call' && node.output !== null && !isAnything(plan.types[node.output])
      ? [[node.id, typeAt(node.output)] as const]
      : [],
  );
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
    ...(calls.length === 0 ? [] : [['What services give that are called.', 'calls', '', record(calls)] as const]),
    ...(isOwner
      ? ([
          [
            'What activities give.',
            'outputs',
            'Record<string, Schema>',
            record(
              all.flatMap((each) =>
                activitiesOf(each).map((node) => [each.effect(node.id), typeIn(each.plan, node.output)] as const),
              ),
            ),
          ],
          [
            'Payloads of messages.',
            'messages',
            'Record<string, Schema>',
            record(
              unique(all.flatMap(({ plan: own }) => own.messages.map(({ name, type }) => [name, typeIn(own, type)]))),
            ),
          ],
          [
            'Payloads of callbacks, by the wait that they answer.',
            'callbacks',
            'Record<string, Schema>',
            record(unique(callbacks)),
          ],
        ] as const)
      : []),
  ];
  const texts = parts.map(
    ([text, name, type, value]) =>
      `${comment(text)}\nexport const ${name}${type === '' ? '' : `: ${type}`} = ${value};\n`,
  );
  return `import type { Schema } from './lib/schema.ts';\n\n${texts.join('\n')}`;
}

/** The first of each name. */
function unique(entries: readonly (readonly [name: string, text: string])[]) {
  return entries.filter(([name], index) => entries.findIndex(([other]) => other === name) === index);
}

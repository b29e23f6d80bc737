import { typeFromSchema } from '@omniroute/expressions';
import type { PlanNode } from '@omniroute/plan';
import type { Project } from './project.ts';
import { comment } from './text.ts';
import { tsType } from './ts-type.ts';

type Act = Extract<PlanNode, { op: 'act' }>;

/** Steps that are activities, undos among them. */
export function activitiesOf({ plan }: Project): readonly Act[] {
  return plan.nodes.filter((node): node is Act => node.op === 'act' && !node.disabled);
}

/** `types.ts`: what the run is given and gives, and the same for every activity; of other steps only what is named. */
export function typesFile(project: Project, named: ReadonlySet<string>): string {
  const { plan, resolved } = project;
  const acts = activitiesOf(project);
  const parts = [
    comment('What a run is started with.'),
    `export type Input = ${tsType(project.typing.input)};\n`,
    comment('What a run gives.'),
    `export type Output = ${plan.output.type === null ? outputType(project) : tsType(typeFromSchema(plan.types[plan.output.type] ?? {}))};\n`,
  ];
  for (const node of acts) {
    const title = resolved.nodes.get(node.id)?.node.name ?? node.id;
    parts.push(comment(title), `export type ${project.typeName(node.id, 'Input')} = ${inputType(project, node)};\n`);
    const output = node.output === null ? 'Json' : tsType(typeFromSchema(plan.types[node.output] ?? {}));
    parts.push(`export type ${project.typeName(node.id, 'Output')} = ${output};\n`);
  }
  for (const { id } of plan.nodes) {
    const name = project.typeName(id, 'Output');
    if (named.has(name) && !acts.some((act) => act.id === id))
      parts.push(`export type ${name} = ${project.outputType(id)};\n`);
  }
  const text = parts.join('\n').replaceAll('*/\n\n', '*/\n');
  const needsJson = /\bJson\b/.test(text);
  return `${needsJson ? "import type { Json } from './lib/json.ts';\n\n" : ''}${text}`;
}

function outputType({ plan, typing }: Project): string {
  if (plan.nodes.some((node) => node.op === 'end' && node.output !== null)) return 'Json';
  return plan.output.value === null ? 'null' : tsType(typing.typeAt('/outputs/value'));
}

/** The type of what an activity is given: the settings of its step, as far as they travel. */
function inputType(project: Project, { id, call }: Act): string {
  const type = project.typeAt(`${project.pointerOf(id)}/config`);
  const names = Object.keys((call.input.value ?? {}) as object);
  if (type.kind !== 'record') return names.length === 0 ? 'Record<string, never>' : 'Json';
  const fields = Object.fromEntries(Object.entries(type.fields).filter(([name]) => names.includes(name)));
  return tsType({ ...type, fields });
}

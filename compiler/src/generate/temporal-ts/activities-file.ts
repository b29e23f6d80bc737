import type { Project } from './project.ts';
import { comment, indented, quoted } from './text.ts';
import { activitiesOf } from './types-file.ts';

const INBOX = ['openTask', 'closeTask', 'escalateTask'] as const;
const INBOX_INPUTS: Readonly<Record<(typeof INBOX)[number], readonly [what: string, type: string]>> = {
  openTask: ['Writes a task to the inbox of people.', '{ key: string; node: string; task: Json }'],
  closeTask: [
    'Closes a task: it was answered, or nobody needs to answer it any more.',
    "{ key: string; state: 'answered' | 'timed_out' | 'withdrawn'; outcome: string | null }",
  ],
  escalateTask: ['Shows a task to more people.', '{ key: string; level: number; to: Json }'],
};

/** `activities.ts`: what has to be done outside, typed, and stubs that say what is missing. */
export function activitiesFile(all: readonly Project[]): string {
  const acts = all.flatMap((project) => activitiesOf(project).map((node) => ({ project, node })));
  const tasks = all.some(({ plan }) => plan.nodes.some(({ op }) => op === 'task'));
  const methods = [
    ...acts.map(({ project, node }) => {
      const title = project.resolved.nodes.get(node.id)?.node.name ?? node.id;
      const connection = node.call.connection === null ? '' : ` Connection: ${node.call.connection}.`;
      const text = comment(`${title} (${node.call.activity}).${connection}`);
      const [input, output] = [project.typeName(node.id, 'Input'), project.typeName(node.id, 'Output')];
      return `${text}\n${project.effect(node.id)}(input: ${input}): Promise<${output}>;`;
    }),
    ...(tasks
      ? INBOX.map(
          (name) => `${comment(INBOX_INPUTS[name][0])}\n${name}(input: ${INBOX_INPUTS[name][1]}): Promise<void>;`,
        )
      : []),
  ];
  const stubs = [
    ...acts.map(
      ({ project, node }) =>
        `${project.effect(node.id)}: async () => missing(${quoted(`${project.effect(node.id)}: ${node.call.activity}`)}),`,
    ),
    ...(tasks ? INBOX.map((name) => `${name}: async () => missing(${quoted(name)}),`) : []),
  ];
  const imports = all.flatMap((project) => {
    const types = activitiesOf(project).flatMap(({ id }) => [
      project.typeName(id, 'Input'),
      project.typeName(id, 'Output'),
    ]);
    if (types.length === 0) return [];
    return [`import type {\n${types.map((type) => `  ${type},\n`).join('')}} from './${project.part.folder}types.ts';`];
  });
  return [
    "import { coded } from './lib/activity-interceptor.ts';",
    ...(tasks ? ["import type { Json } from './lib/json.ts';"] : []),
    ...imports,
    '',
    comment(
      "What the service does outside. An error is thrown by its code: `throw coded('http.404', …)`; `idempotencyKey()` names an effect the same for all its attempts.",
    ),
    `export interface Activities {\n${indented(methods.join('\n'))}\n}\n`,
    comment('To be filled in.'),
    `export function createActivities(): Activities {\n  return {\n${indented(stubs.join('\n'), '    ')}\n  };\n}\n`,
    `function missing(name: string): never {\n  throw coded('poison', \`not implemented: \${name}\`);\n}\n`,
  ]
    .join('\n')
    .replaceAll('*/\n\n', '*/\n');
}

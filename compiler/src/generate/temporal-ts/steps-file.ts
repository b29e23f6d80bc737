import { isPlainRetry, policyText } from './policies.ts';
import type { Project } from './project.ts';
import { comment, digits, objectText, quoted } from './text.ts';
import { activitiesOf } from './types-file.ts';

/** The queue of a service's activities that the interpreter would give to one of its own. */
export function queueOf(owner: string, queue: string): string {
  return `${owner}-${queue.replace('omniroute-', '')}`;
}

/** Queues that need a worker. */
export function queuesOf(all: readonly [Project, ...Project[]]): readonly string[] {
  const queues = all.flatMap((project) => [
    ...activitiesOf(project).map(({ call }) => project.plan.options[call.options]?.queue ?? 'omniroute-core'),
    ...project.plan.nodes.flatMap((node) => (node.op === 'task' ? ['omniroute-core'] : [])),
  ]);
  return [...new Set(queues)].sort().map((queue) => queueOf(all[0].id, queue));
}

/** `steps.ts`: how each activity is carried out. */
export function stepsFile(project: Project, owner: string): string {
  const acts = activitiesOf(project);
  const definitions = acts.map((node) => {
    const name = project.effect(node.id);
    const title = project.resolved.nodes.get(node.id)?.node.name ?? node.id;
    const options = project.attempt(
      node.id,
      project.pointerOf(node.id),
      () => optionsText(project, owner, node.id),
      '{}',
    );
    const types = `${project.typeName(node.id, 'Input')}, ${project.typeName(node.id, 'Output')}`;
    return `${comment(title)}\nexport const ${name} = effect<${types}>(${options});\n`;
  });
  const types = acts.flatMap(({ id }) => [project.typeName(id, 'Input'), project.typeName(id, 'Output')]);
  const hasTasks = project.plan.nodes.some(({ op }) => op === 'task');
  return [
    ...(acts.length === 0
      ? []
      : [
          "import { effect } from './lib/effect.ts';",
          `import type {\n${types.map((type) => `  ${type},\n`).join('')}} from './types.ts';`,
          '',
        ]),
    ...(hasTasks
      ? [
          `${comment('The queue of the activities that write the inbox of people.')}\nexport const INBOX_QUEUE = ${quoted(queueOf(owner, 'omniroute-core'))};\n`,
        ]
      : []),
    ...(acts.length === 0 && !hasTasks ? ['export {};\n'] : []),
    ...definitions,
  ].join('\n');
}

/** The server goes on trying until the worker says that it is enough: `policies.ts`. */
const JUDGED = '{ initialInterval: 1_000, backoffCoefficient: 1, maximumInterval: 1_000, nonRetryable: [] }';

function optionsText(project: Project, owner: string, id: string): string {
  const node = activitiesOf(project).find((act) => act.id === id);
  const options = project.plan.options[node?.call.options ?? -1];
  if (node === undefined || options === undefined) throw new Error(`${id} is no activity`);
  const [retry] = options.retry;
  return objectText([
    ['node', quoted(id)],
    ['activity', quoted(project.effect(id))],
    ['taskQueue', quoted(queueOf(owner, options.queue))],
    ['startToClose', digits(options.start_to_close_ms)],
    ['heartbeat', digits(options.heartbeat_ms ?? 10_000)],
    ...(options.total_ms === null ? [] : [['total', digits(options.total_ms)] as const]),
    ...(retry === undefined || options.idempotency === 'none'
      ? []
      : [['retry', isPlainRetry(options.retry) ? policyText(retry) : JUDGED] as const]),
    ...(node.undo === null ? [] : [['undoWhen', quoted(node.undo.on)] as const]),
  ]);
}

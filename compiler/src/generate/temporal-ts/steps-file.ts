import type { PlanRetry } from '@omniroute/plan';
import type { Project } from './project.ts';
import { refuse } from './refusal.ts';
import { comment, digits, jsonText, objectText, quoted } from './text.ts';
import { activitiesOf } from './types-file.ts';

/** The queue of a service's activities that the interpreter would give to one of its own. */
export function queueOf(project: Project, queue: string): string {
  return `${project.id}-${queue.replace('omniroute-', '')}`;
}

/** Queues that need a worker. */
export function queuesOf(project: Project): readonly string[] {
  const queues = activitiesOf(project).map(({ call }) => project.plan.options[call.options]?.queue ?? 'omniroute-core');
  const tasks = project.plan.nodes.flatMap((node) => (node.op === 'task' ? ['omniroute-core'] : []));
  return [...new Set([...queues, ...tasks])].sort().map((queue) => queueOf(project, queue));
}

/** `steps.ts`: how each activity is carried out. */
export function stepsFile(project: Project): string {
  const acts = activitiesOf(project);
  const definitions = acts.map((node) => {
    const name = project.effect(node.id);
    const title = project.resolved.nodes.get(node.id)?.node.name ?? node.id;
    const options = project.attempt(node.id, project.pointerOf(node.id), () => optionsText(project, node.id), '{}');
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
          `${comment('The queue of the activities that write the inbox of people.')}\nexport const INBOX_QUEUE = ${quoted(queueOf(project, 'omniroute-core'))};\n`,
        ]
      : []),
    ...(acts.length === 0 && !hasTasks ? ['export {};\n'] : []),
    ...definitions,
  ].join('\n');
}

function optionsText(project: Project, id: string): string {
  const node = activitiesOf(project).find((act) => act.id === id);
  const options = project.plan.options[node?.call.options ?? -1];
  if (node === undefined || options === undefined) throw new Error(`${id} is no activity`);
  const [retry, ...more] = options.retry;
  if (more.length > 0 || (retry !== undefined && retry.on !== null))
    return refuse('several retry policies, by the code of the error');
  if (retry !== undefined && retry.jitter > 0) return refuse('a retry policy with jitter');
  return objectText([
    ['node', quoted(id)],
    ['activity', quoted(project.effect(id))],
    ['taskQueue', quoted(queueOf(project, options.queue))],
    ['startToClose', digits(options.start_to_close_ms)],
    ['heartbeat', digits(options.heartbeat_ms ?? 10_000)],
    ...(options.total_ms === null ? [] : [['total', digits(options.total_ms)] as const]),
    ...(retry === undefined || options.idempotency === 'none' ? [] : [['retry', retryText(retry)] as const]),
    ...(node.undo === null ? [] : [['undoWhen', quoted(node.undo.on)] as const]),
  ]);
}

function retryText(retry: PlanRetry): string {
  return objectText([
    ['initialInterval', digits(retry.initial_ms)],
    ['backoffCoefficient', digits(retry.coefficient)],
    ['maximumInterval', digits(retry.maximum_ms)],
    ...(retry.attempts === null ? [] : [['maximumAttempts', digits(retry.attempts)] as const]),
    ['nonRetryable', jsonText(retry.non_retryable)],
  ]);
}

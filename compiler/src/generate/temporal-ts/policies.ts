import type { PlanRetry } from '@omniroute/plan';
import type { Project } from './project.ts';
import { comment, digits, jsonText, objectText } from './text.ts';
import { activitiesOf } from './types-file.ts';

/** Whether the server can follow policies by itself. */
export function isPlainRetry(retry: readonly PlanRetry[]): boolean {
  const [only, ...more] = retry;
  return more.length === 0 && (only === undefined || (only.on === null && only.jitter === 0));
}

/** A policy, written. */
export function policyText(retry: PlanRetry): string {
  return objectText([
    ...(retry.on === null ? [] : [['on', jsonText(retry.on)] as const]),
    ['initialInterval', digits(retry.initial_ms)],
    ['backoffCoefficient', digits(retry.coefficient)],
    ['maximumInterval', digits(retry.maximum_ms)],
    ...(retry.attempts === null ? [] : [['maximumAttempts', digits(retry.attempts)] as const]),
    ['nonRetryable', jsonText(retry.non_retryable)],
    ...(retry.jitter === 0 ? [] : [['jitter', String(retry.jitter)] as const]),
  ]);
}

/** `policies.ts`: of activities that are tried again by the code of the error, or with jitter. */
export function policiesFile(all: readonly Project[]): string {
  const entries = all.flatMap((project) =>
    activitiesOf(project).flatMap(({ id, call }) => {
      const options = project.plan.options[call.options];
      if (options === undefined || options.idempotency === 'none' || isPlainRetry(options.retry)) return [];
      return [[project.effect(id), `[${options.retry.map(policyText).join(', ')}]`] as const];
    }),
  );
  const text = comment(
    'Of activities that are tried again by the code of the error, or with jitter: the worker decides.',
  );
  return `import type { Policy } from './lib/policies.ts';\n\n${text}\nexport const policies: Record<string, readonly Policy[]> = ${objectText(entries)};\n`;
}

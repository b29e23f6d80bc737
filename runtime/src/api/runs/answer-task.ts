import { type Json, sha256Hex } from '@omniroute/primitives';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { domainErrors } from '../../domain/errors.ts';
import { loadTask } from '../../storage/task-repository.ts';
import { ANSWER_REFUSED } from '../../workflows/protocol.ts';
import type { ApiDeps } from '../deps.ts';

/**
 * Answers a task by an Update of its run: the run's validator refuses a closed task, a wrong role or a form that does not
 * fit, and the caller hears why. The same answer by the same person sent twice is one answer.
 */
export async function answerTask(
  deps: ApiDeps,
  caller: { tenant: string; subject: string; roles: readonly string[] },
  answer: { id: string; outcome: string; data: Json },
): Promise<{ outcome: string }> {
  const { tenant } = caller;
  const task = await deps.storage.inTenant(tenant, (trx) => loadTask(trx, tenant, answer.id));
  if (task === null) throw domainErrors.fault('task.not_found', { id: answer.id });
  const update = `answer-${sha256Hex(JSON.stringify([task.key, answer.outcome, answer.data, caller.subject])).slice(0, 40)}`;
  try {
    return await deps.runs.answer(tenant, task.runId, update, {
      key: task.key,
      outcome: answer.outcome,
      data: answer.data,
      by: caller.subject,
      roles: caller.roles,
    });
  } catch (error) {
    const cause = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
    if (cause instanceof ApplicationFailure && cause.type === ANSWER_REFUSED)
      throw domainErrors.fault('task.refused', { reason: cause.message });
    if (task.state !== 'open') throw domainErrors.fault('task.refused', { reason: 'The task is closed.' });
    throw error;
  }
}

import type { OperateRun, RunOperated } from '@omniroute/contracts';
import { assertNever } from '@omniroute/errors';
import type { Operation } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { isGrpcServiceError, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import { domainErrors } from '../../domain/errors.ts';
import { type AuditRow, addAudit } from '../../storage/audit-repository.ts';
import { loadRun } from '../../storage/run-repository.ts';
import type { ApiDeps } from '../deps.ts';
import { operateAnywhere, refusalOf } from './operate-anywhere.ts';

/** How long a run may take to answer: its worker may be away. */
const ANSWER_MS = 15_000;
/** gRPC's code of a server that is away. */
const UNAVAILABLE = 14;

/**
 * What a person does to a run, by an Update whose validator refuses what cannot be done. That it was asked for is written
 * before the run hears of it, and what came of it after: a request without an outcome is one whose answer was lost, and
 * the run's own events tell whether it was carried out.
 */
export async function operateRun(
  deps: ApiDeps,
  caller: { readonly tenant: string; readonly subject: string },
  id: string,
  body: OperateRun,
): Promise<RunOperated> {
  const { tenant, subject } = caller;
  const { action, reason } = body;
  const operation = action === 'terminate' ? null : operationOf(action, body);
  const asked: AuditRow = {
    id: deps.newId(),
    state: 'asked',
    runId: id,
    subject,
    action,
    about: body.key ?? body.variable ?? null,
    reason,
    at: new Date(deps.now()),
  };
  await deps.storage.inTenant(tenant, async (trx) => {
    const row = await loadRun(trx, tenant, id);
    if (row === null) throw domainErrors.fault('run.not_found', { id });
    if (row.endedAt !== null) throw domainErrors.fault('run.closed', { id, status: row.status });
    await addAudit(trx, tenant, asked);
  });
  const outcome = operation === null ? await terminate(deps, tenant, asked) : await ask(deps, tenant, asked, operation);
  const at = new Date(deps.now());
  await deps.storage.inTenant(tenant, (trx) =>
    addAudit(
      trx,
      tenant,
      'again' in outcome
        ? { ...asked, state: 'done', at }
        : { ...asked, state: 'refused', reason: outcome.refused, at },
    ),
  );
  if ('refused' in outcome) throw domainErrors.fault('operation.refused', { reason: outcome.refused });
  deps.wake();
  return { id: asked.id, action, again: outcome.again };
}

type Outcome = { readonly again: string | null } | { readonly refused: string };

const ENDED: Outcome = { refused: 'The run has ended.' };

/** The server does it, whether or not a worker is there. */
async function terminate(deps: ApiDeps, tenant: string, { runId, subject, reason }: AuditRow): Promise<Outcome> {
  return (await deps.runs.terminate(tenant, runId, subject, reason)) === 'closed' ? ENDED : { again: null };
}

async function ask(
  deps: ApiDeps,
  tenant: string,
  { id: update, runId, subject: by, reason }: AuditRow,
  operation: Operation,
): Promise<Outcome> {
  try {
    const signal = AbortSignal.timeout(ANSWER_MS);
    const answer = await operateAnywhere(deps, { tenant, run: runId, update }, { operation, by, reason }, signal);
    if (answer === 'closed') return ENDED;
    return { again: answer.outcome === '' ? null : answer.outcome };
  } catch (error) {
    const refused = refusalOf(error);
    if (refused !== null) return { refused };
    if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError)
      throw domainErrors.fault('operation.unanswered', { id: runId }, error);
    if (isGrpcServiceError(error) && error.code === UNAVAILABLE)
      throw domainErrors.fault('temporal.unavailable', {}, error);
    throw error;
  }
}

function operationOf(action: Operation['action'], body: OperateRun): Operation {
  const { key, compensate, output, port, variable, value } = body;
  switch (action) {
    case 'pause':
    case 'resume':
      return { action };
    case 'cancel':
      return { action, ...(compensate === undefined ? {} : { compensate }) };
    case 'retry_undo':
    case 'skip_undo':
    case 'retry':
      return { action, key: needed(action, 'key', key) };
    case 'skip':
      return {
        action,
        key: needed(action, 'key', key),
        ...(output === undefined ? {} : { output: output as Json }),
        ...(port === undefined ? {} : { port }),
      };
    case 'set_variable':
      return {
        action,
        variable: needed(action, 'variable', variable),
        value: needed(action, 'value', value as Json | undefined),
      };
    default:
      return assertNever(action);
  }
}

function needed<Value>(action: string, field: string, value: Value | undefined): Value {
  if (value === undefined) throw domainErrors.fault('operation.field', { action, field });
  return value;
}

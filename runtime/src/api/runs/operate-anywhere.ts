import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { TenantCodec } from '../../codec/index.ts';
import { readRun } from '../../projection/read-run.ts';
import type { TemporalRuns } from '../../projection/temporal-runs.ts';
import { OPERATION_REFUSED, type OperateRequest } from '../../workflows/protocol.ts';

/** Why a run refused what a person wants done to it; `null` if the error is another one. */
export function refusalOf(error: unknown): string | null {
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
  return cause instanceof ApplicationFailure && cause.type === OPERATION_REFUSED ? cause.message : null;
}

/**
 * Acts on a run. What is no open step of it may be one of a workflow that does a part of it: those are asked in turn, and the
 * last refusal is the answer. A refusal throws the SDK's update error.
 */
export async function operateAnywhere(
  { runs, codec }: { readonly runs: TemporalRuns; readonly codec: TenantCodec },
  { tenant, run, update }: { readonly tenant: string; readonly run: string; readonly update: string },
  request: OperateRequest,
  signal: AbortSignal,
): Promise<{ outcome: string } | 'closed'> {
  try {
    return await runs.operate(tenant, run, update, request, signal);
  } catch (error) {
    if (refusalOf(error) === null || !('key' in request.operation)) throw error;
    let refused: unknown = error;
    for (const part of (await readRun(runs, codec, tenant, run))?.parts ?? []) {
      try {
        const answer = await runs.operate(tenant, run, update, request, signal, part);
        if (answer !== 'closed') return answer;
      } catch (other) {
        if (refusalOf(other) === null) throw other;
        refused = other;
      }
    }
    throw refused;
  }
}

import type { DraftMerged, MergeDraft } from '@omniroute/contracts';
import { ApiProblem, callApi } from '../api/client.ts';
import { fromBase64, toBase64 } from './base64.ts';

/** What this tab brings to the server: which document it has, what it knows, and what it changed. */
export interface Brought {
  /** `null` before the first meeting. */
  readonly document: string | null;
  readonly stateVector: Uint8Array;
  readonly update: Uint8Array | null;
}

/** What the server has that this tab lacks, and what it knows now. */
export interface Merged {
  readonly document: string;
  readonly update: Uint8Array;
  readonly stateVector: Uint8Array;
}

/** Why a meeting failed: nobody there (try again), another document there, or refused for good. */
export type RemoteFault = 'unreachable' | 'replaced' | 'refused';

export class RemoteError extends Error {
  readonly fault: RemoteFault;

  constructor(fault: RemoteFault, message: string) {
    super(message);
    this.fault = fault;
  }
}

/** Where drafts are saved. */
export interface DraftRemote {
  /** Rejects with a `RemoteError`. */
  merge(id: string, brought: Brought): Promise<Merged>;
}

/** The API of this server. */
export const apiRemote: DraftRemote = {
  async merge(id, { document, stateVector, update }) {
    const body: MergeDraft = {
      ...(document === null ? {} : { document }),
      state_vector: toBase64(stateVector),
      ...(update === null ? {} : { update: toBase64(update) }),
    };
    try {
      const answer = await callApi<DraftMerged>(`/services/${encodeURIComponent(id)}/draft`, { method: 'POST', body });
      return {
        document: answer.document,
        update: fromBase64(answer.update),
        stateVector: fromBase64(answer.state_vector),
      };
    } catch (error) {
      throw faultOf(error);
    }
  },
};

function faultOf(error: unknown): Error {
  if (!(error instanceof ApiProblem)) return error instanceof Error ? error : new Error(String(error));
  const { status, code } = error.problem;
  if (status === 0 || status === 429 || status >= 500) return new RemoteError('unreachable', error.message);
  return new RemoteError(code === 'draft.replaced' ? 'replaced' : 'refused', error.message);
}

import type { RunError } from '@omniroute/errors';
import type { Json } from '@omniroute/primitives';
import type { OperatorAction } from './operation.ts';
import type { RunStatus, VisitStatus } from './status.ts';

/** What the projection left out of an output: that no later step reads it is proved, people may still look at it. */
export interface Cut {
  /** Characters of canonical JSON that did not go into the run. */
  readonly bytes: number;
  /** The output before the cut, where it was kept for inspection. */
  readonly whole?: Json;
}

/** What a run reports, in order. `at` is in milliseconds since the epoch; `seq` counts from 1 within the run. */
export type RunEvent = RunEventBody & { readonly seq: number; readonly at: number };

export type RunEventBody =
  | {
      readonly type: 'run';
      readonly status: RunStatus;
      readonly output?: Json;
      readonly error?: RunError;
      readonly end_status?: string;
      /** Of an incident: the undo that failed. */
      readonly key?: string;
    }
  | {
      readonly type: 'visit';
      readonly node: string;
      /** `node#path`. */
      readonly key: string;
      readonly status: VisitStatus;
      /** Port by which the token left. */
      readonly port?: string;
      readonly input?: Json;
      readonly output?: Json;
      /** Not all of what the work gave went into the run. */
      readonly cut?: Cut;
      readonly error?: RunError;
      readonly attempts?: number;
    }
  | {
      readonly type: 'attempt';
      readonly node: string;
      readonly key: string;
      readonly attempt: number;
      readonly error?: RunError;
      readonly next_at?: number;
    }
  | { readonly type: 'variable'; readonly name: string; readonly value: Json }
  | {
      readonly type: 'task';
      readonly node: string;
      readonly key: string;
      readonly state: 'open' | 'overdue' | 'escalated' | 'closed';
      readonly task?: Json;
    }
  | {
      readonly type: 'message';
      readonly name: string;
      readonly correlation: string;
      readonly id: string;
      readonly taken_by: string | null;
      /** The run ended, and nobody had taken it. */
      readonly unread?: true;
    }
  /** A person acted on the run. */
  | {
      readonly type: 'operator';
      readonly action: OperatorAction;
      readonly by: string;
      readonly reason: string;
      /** The visit it was about. */
      readonly key?: string;
      /** The visit that it began instead. */
      readonly again?: string;
      readonly compensate?: boolean;
      readonly output?: Json;
      readonly port?: string;
      readonly variable?: string;
      readonly value?: Json;
    };

/** Receives what the engine does, as it does it; hosts that keep no view pass none. */
export type Observer = (event: RunEventBody, at: number) => void;

import type { Operation, Service } from '@omniroute/dsl';
import type { Diagnostic } from '@omniroute/errors';
import type { Completion, Hover } from '@omniroute/expressions';
import type { Plan } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';

/** A finding of the compiler; its fix is a list of operations. */
export type Finding = Diagnostic<Operation>;

/** A service to check. */
export interface CheckRequest {
  readonly turn: number;
  readonly service: Service;
}

/** What the compiler says about the service of the same turn. */
export interface CheckAnswer {
  readonly turn: number;
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  /** What a run takes, in sentences; empty while there are errors. */
  readonly estimate: readonly string[];
}

/** A service of which the plan is wanted. */
export interface PlanRequest {
  readonly turn: number;
  readonly plan: Service;
}

/** The plan of the service of the same turn; `null`: it is not sound. */
export interface PlanAnswer {
  readonly turn: number;
  readonly plan: Plan | null;
}

/** What is asked of an expression that is being written: what may follow, what a part is, what comes out. */
export interface TextQuestion {
  readonly place:
    | { readonly of: 'node' | 'trigger'; readonly id: string; readonly pointer: string }
    | { readonly of: 'service'; readonly pointer: string };
  readonly want: 'completions' | 'hover' | 'sample';
  readonly text: string;
  /** Where in the text; of no meaning to a sample. */
  readonly at: number;
}

/** A question with its turn. */
export interface TextRequest {
  readonly turn: number;
  readonly question: TextQuestion;
}

/** What an expression gives for sample data; `null` where something is wrong with it. */
export interface TextSample {
  readonly type: string;
  readonly value: Json;
}

/** What is known; what was not asked for is empty. */
export interface TextAnswer {
  readonly turn: number;
  readonly completions: readonly Completion[];
  readonly hover: Hover | null;
  readonly sample: TextSample | null;
}

/** The compiler, wherever it runs. */
export interface CheckWorker {
  ask(request: CheckRequest | PlanRequest | TextRequest): void;
  stop(): void;
}

/** Who is told what the compiler answers, and that it fell over. */
export interface CheckListener {
  answered(answer: CheckAnswer): void;
  planned(answer: PlanAnswer): void;
  told(answer: TextAnswer): void;
  fell(): void;
}

/** Starts a compiler. */
export type StartCompiler = (listener: CheckListener) => CheckWorker;

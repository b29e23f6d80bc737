import type { Operation, Service } from '@omniroute/dsl';
import type { Diagnostic } from '@omniroute/errors';
import type { Plan } from '@omniroute/plan';

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

/** The compiler, wherever it runs. */
export interface CheckWorker {
  ask(request: CheckRequest | PlanRequest): void;
  stop(): void;
}

/** Who is told what the compiler answers, and that it fell over. */
export interface CheckListener {
  answered(answer: CheckAnswer): void;
  planned(answer: PlanAnswer): void;
  fell(): void;
}

/** Starts a compiler. */
export type StartCompiler = (listener: CheckListener) => CheckWorker;

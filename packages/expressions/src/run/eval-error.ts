import type { Span } from '@omniroute/errors';

/** Why an expression gave no value. `poison`: it ran out of fuel or grew too large. */
export interface ExprError {
  readonly code: 'expression' | 'poison';
  readonly message: string;
  readonly span: Span;
}

/** Carries an error through the evaluator; it never leaves the package. */
export class EvalFailure {
  readonly code: ExprError['code'];
  readonly message: string;
  span: Span | null;

  constructor(message: string, span: Span | null = null, code: ExprError['code'] = 'expression') {
    this.code = code;
    this.message = message;
    this.span = span;
  }
}

/** Ends an evaluation; the place is added by the node that called. */
export function fail(message: string): never {
  throw new EvalFailure(message);
}

/** What catching an error costs: far more work for the machine than a step. */
const CATCHING = 20;

/** An error that another value may still make irrelevant. Running out of fuel is never one. */
export function caught(error: unknown, meter: { pay(amount: number): void }): EvalFailure {
  if (!(error instanceof EvalFailure) || error.code === 'poison') throw error;
  meter.pay(CATCHING);
  return error;
}

import { failure } from './errors.ts';

/** An expression that has no value. */
export function expressionError(message: string): unknown {
  return failure({ code: 'expression', message });
}

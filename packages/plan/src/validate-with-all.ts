import { ALL_LIBRARIES } from '@omniroute/expressions';
import { type Verdict, validateWith } from './validate.ts';

/** `validateWith` everything it may need: for servers, workers and the sandbox. */
export function validate(schema: unknown, value: unknown): Verdict {
  return validateWith(ALL_LIBRARIES, schema, value);
}

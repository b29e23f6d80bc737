import { defineErrors } from '@omniroute/errors';

/** What cannot be written as JSON: a programming error of the caller, never a user's mistake. */
export const primitiveErrors = defineErrors({
  'json.not_json': { message: 'A {got} is not a JSON value (at {pointer}).', status: 500, retryable: false },
});

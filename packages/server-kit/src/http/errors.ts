import { defineErrors } from '@omniroute/errors';

/** What any HTTP server of the product may answer besides its own errors. */
export const httpErrors = defineErrors({
  'request.malformed': { message: 'The request cannot be read: {reason}.', status: 400, retryable: false },
  'request.invalid': { message: 'The {part} does not fit its schema.', status: 422, retryable: false },
  'request.parameters': {
    message: 'The {part} of this request cannot be right: {problem}.',
    status: 400,
    retryable: false,
  },
  'request.media_type': { message: 'Send the body as application/json.', status: 415, retryable: false },
  'request.too_large': { message: 'The body is larger than {limit} bytes.', status: 413, retryable: false },
  'request.headers_too_large': { message: 'The headers are too large.', status: 431, retryable: false },
  'request.slow': { message: 'The request did not arrive in time.', status: 408, retryable: true },
  'request.cursor': {
    message: 'The cursor is not one that this list gave out. Start from the first page.',
    status: 400,
    retryable: false,
  },
  'request.refused': { message: 'The request was refused.', status: 400, retryable: false },
  'json.invalid': { message: 'The body is not valid JSON: {reason}.', status: 400, retryable: false },
  'json.forbidden_key': {
    message: 'The body holds a key that is not allowed at {pointer}.',
    status: 400,
    retryable: false,
  },
  'json.too_deep': { message: 'The body nests deeper than {limit} levels.', status: 400, retryable: false },
  'route.not_found': { message: 'There is nothing at this address.', status: 404, retryable: false },
  'route.method': {
    message: 'This address does not take {method}; it takes {allowed}.',
    status: 405,
    retryable: false,
  },
  'host.refused': { message: 'The host name of the request is not one of this server.', status: 421, retryable: false },
  'origin.refused': { message: 'Pages of other origins may not call this server.', status: 403, retryable: false },
  unauthenticated: { message: 'Sign in first.', status: 401, retryable: false },
  forbidden: { message: 'You may not do this.', status: 403, retryable: false },
  'tenant.invalid': { message: 'The tenant id is not valid.', status: 400, retryable: false },
  'precondition.required': {
    message: 'Say which version you change: send If-Match with the ETag you read.',
    status: 428,
    retryable: false,
  },
  'precondition.failed': {
    message: 'It was changed by someone else since you read it. Read it again and repeat your change.',
    status: 412,
    retryable: false,
  },
  'idempotency.key': {
    message: 'An Idempotency-Key has 1 to 255 visible ASCII characters.',
    status: 400,
    retryable: false,
  },
  'idempotency.running': {
    message: 'The first request with this Idempotency-Key is still running.',
    status: 409,
    retryable: true,
  },
  'idempotency.reused': {
    message: 'This Idempotency-Key was used with another request.',
    status: 422,
    retryable: false,
  },
  'rate.limited': { message: 'Too many requests.', status: 429, retryable: true },
  'server.unavailable': { message: 'The service cannot take the request now.', status: 503, retryable: true },
  internal: {
    message: 'Something went wrong on our side. The request id finds it in our logs.',
    status: 500,
    retryable: true,
  },
});

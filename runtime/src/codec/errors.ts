import { defineErrors } from '@omniroute/errors';

/** What the codec refuses. All are infrastructure faults: they delay work and never fail it. */
export const codecErrors = defineErrors({
  'codec.no_context': {
    message: 'A payload without a tenant cannot be encrypted or read.',
    status: 500,
    retryable: false,
  },
  'codec.unknown_key': { message: 'The data key {key} of tenant {tenant} is not known.', status: 500, retryable: true },
  'codec.tampered': {
    message: 'A payload of tenant {tenant} was changed or belongs to someone else.',
    status: 500,
    retryable: false,
  },
  'codec.plan_missing': {
    message: 'The plan {hash} of tenant {tenant} is not in the store.',
    status: 500,
    retryable: true,
  },
  'codec.value_missing': {
    message: 'A large value of run {run} is not in the blob store.',
    status: 503,
    retryable: true,
  },
});

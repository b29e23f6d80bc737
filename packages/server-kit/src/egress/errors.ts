import { defineErrors, type FaultOf } from '@omniroute/errors';

/**
 * Why the gate failed a call. Facts of each: `host`, `reason` (a stable word), `sent` (whether any byte of the request
 * may have reached the target), and `retry_after_ms` where a time is known.
 */
export const egressErrors = defineErrors({
  'egress.refused': {
    message: 'The call to {host} is not allowed ({reason}).',
    status: 422,
    retryable: false,
  },
  'network.unreachable': { message: '{host} could not be reached ({reason}).', status: 502, retryable: true },
  'network.broken': {
    message: 'The connection to {host} was cut after the request was sent ({reason}).',
    status: 502,
    retryable: true,
  },
  'timeout.run': { message: '{host} did not answer in time ({reason}).', status: 504, retryable: true },
  'limit.payload': { message: 'The answer of {host} is too large ({reason}).', status: 502, retryable: false },
  cancelled: { message: 'The call to {host} was cancelled.', status: 499, retryable: false },
});

export type EgressFault = FaultOf<typeof egressErrors.table>;
export type EgressCode = EgressFault['code'];

/** Why a call was refused before anything left this machine. */
export type RefusalReason =
  | 'url'
  | 'scheme'
  | 'userinfo'
  | 'port'
  | 'name_blocked'
  | 'address_blocked'
  | 'host_not_listed'
  | 'path'
  | 'local_origin'
  | 'method'
  | 'header'
  | 'redirect_limit'
  | 'redirect_downgrade';

/** Whether a caught value is a failure of the gate. */
export function isEgressFault(value: unknown): value is EgressFault {
  return egressErrors.is(value);
}

/** A refusal; `sent` is true only when an earlier hop of a redirect had already been sent. */
export function refused(host: string, reason: RefusalReason, sent = false): EgressFault {
  return egressErrors.fault('egress.refused', { host, reason, sent });
}

import { DefaultFailureConverter } from '@temporalio/common';

/** Messages and stack traces of failures pass the codec as well: they may quote a tenant's data. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });

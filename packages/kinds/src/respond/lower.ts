import type { Lowering } from '@omniroute/kind-sdk';
import type { respond } from './definition.ts';

/** Statuses whose answers have no body (RFC 9110). */
const WITHOUT_BODY: readonly unknown[] = [204, 205, 304];

export const respondLowering: Lowering<typeof respond> = {
  type: 'respond',
  check: ({ status, body }) =>
    body !== undefined && WITHOUT_BODY.includes(status)
      ? [{ code: 'OR6012', pointer: '/body', facts: { problem: `An answer with status ${status} has no body` } }]
      : [],
  lower: (_, context) => ({
    op: 'act',
    // It serves the run and is no effect of its own: whoever called may be gone, and the run goes on.
    call: {
      activity: context.activity(),
      input: context.mapping(''),
      options: context.servingOptions(),
      connection: null,
    },
    output: null,
    next: context.next('out'),
  }),
};

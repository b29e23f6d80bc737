import { defineActivities } from '@omniroute/kind-sdk/activity';
import { subflow } from './definition.ts';

/** Finds the version of a service that is called, and starts one as a run of its own: once for each key. */
export const subflowActivities = defineActivities(subflow, {
  find: (input, context) => context.services.find(input as never),
  start: (input, context) => context.services.start(input as never),
});

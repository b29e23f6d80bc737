import { defineActivities } from '@omniroute/kind-sdk/activity';
import { humanTask } from './definition.ts';

/** Writes the inbox; each is safe to repeat, because a row is named by run and key. */
export const humanTaskActivities = defineActivities(humanTask, {
  async open(input, context) {
    await context.tasks.open(input as never);
    return null;
  },
  async close(input, context) {
    await context.tasks.close(input as never);
    return null;
  },
  async escalate(input, context) {
    await context.tasks.escalate(input as never);
    return null;
  },
});

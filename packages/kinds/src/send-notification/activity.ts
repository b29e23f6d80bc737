import { activityFault, defineActivities, httpErrorCode, retryAfterMs } from '@omniroute/kind-sdk/activity';
import { sendNotification } from './definition.ts';

/** Posts to the connection's notification service under the effect's key, so that a repetition is recognised. */
export const sendNotificationActivities = defineActivities(sendNotification, {
  async run(input, context) {
    const { channel, to, subject, text, template, data } = input as Readonly<Record<string, unknown>>;
    const reply = await context.http({
      method: 'POST',
      url: '/v1/notifications',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'idempotency-key': context.idempotencyKey,
      },
      body: JSON.stringify({ channel, to, subject, text, template, data }),
    });
    if (reply.status < 200 || reply.status > 299) {
      throw activityFault(
        {
          code: httpErrorCode(reply.status),
          message: `The notification service answered ${reply.status}.`,
          details: { status: reply.status },
        },
        retryAfterMs(reply.headers, context.now()),
      );
    }
    const answer = JSON.parse(reply.text) as { id: string };
    return { id: answer.id };
  },
});

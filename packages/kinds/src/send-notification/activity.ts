import {
  activityFault,
  defineActivities,
  type HttpReply,
  httpErrorCode,
  type Json,
  retryAfterMs,
} from '@omniroute/kind-sdk/activity';
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
    if (reply.status >= 200 && reply.status <= 299) return { id: idOf(reply) };
    throw activityFault(
      {
        code: httpErrorCode(reply.status),
        message: `The notification service answered ${reply.status}.`,
        details: { status: reply.status },
      },
      retryAfterMs(reply.headers, context.now()),
    );
  },
});

/** The id alone enters the run: what else a provider answers is its own. */
function idOf(reply: HttpReply): string {
  const id = (readJson(reply.text) as { readonly id?: unknown } | null)?.id;
  if (typeof id === 'string') return id;
  throw activityFault({
    code: 'validation.output',
    message: 'The notification service answered without an id.',
    details: { status: reply.status, text: reply.text.slice(0, 500) },
  });
}

/** A value, or null where the text is none. */
function readJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

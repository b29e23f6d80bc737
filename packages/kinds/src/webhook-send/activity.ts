import type { ConfigOf } from '@omniroute/kind-sdk';
import { activityFault, defineActivities, httpErrorCode, retryAfterMs, sha256Hex } from '@omniroute/kind-sdk/activity';
import { webhookSend } from './definition.ts';

type Config = ConfigOf<typeof webhookSend>;

/** Posts the event under an id made of the effect's key. See signature.decision.md beside this file. */
export const webhookSendActivities = defineActivities(webhookSend, {
  async run(input, context) {
    const { url, event, payload } = input as Config;
    const id = `msg_${sha256Hex(context.idempotencyKey).slice(0, 32)}`;
    const timestamp = String(Math.floor(context.now() / 1000));
    const body = JSON.stringify({ type: event, data: payload ?? null });
    const reply = await context.http({
      method: 'POST',
      url,
      headers: {
        'content-type': 'application/json',
        'idempotency-key': context.idempotencyKey,
        'webhook-id': id,
        'webhook-timestamp': timestamp,
      },
      body,
      sign: { header: 'webhook-signature', prefix: 'v1,', content: `${id}.${timestamp}.${body}` },
    });
    if (reply.status >= 200 && reply.status <= 299) return { id, status: reply.status };
    throw activityFault(
      {
        code: httpErrorCode(reply.status),
        message: `The receiver answered ${reply.status}.`,
        details: { status: reply.status, id, text: reply.text.slice(0, 500) },
      },
      retryAfterMs(reply.headers, context.now()),
    );
  },
});

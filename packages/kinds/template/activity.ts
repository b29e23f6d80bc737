import { activityFault, defineActivities, httpErrorCode, retryAfterMs } from '@omniroute/kind-sdk/activity';
import { newKind } from './definition.ts';

export const newKindActivities = defineActivities(newKind, {
  async run(input, context) {
    const { path } = input as { readonly path: string };
    const reply = await context.http({ method: 'GET', url: path });
    if (reply.status === 200) return { status: reply.status, text: reply.text };
    throw activityFault(
      { code: httpErrorCode(reply.status), message: `The partner answered ${reply.status}.` },
      retryAfterMs(reply.headers, context.now()),
    );
  },
});

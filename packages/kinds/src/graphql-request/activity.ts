import { type ConfigOf, operationsOf } from '@omniroute/kind-sdk';
import {
  activityFault,
  defineActivities,
  type HttpReply,
  httpErrorCode,
  type Json,
  retryAfterMs,
} from '@omniroute/kind-sdk/activity';
import { graphqlRequest } from './definition.ts';

type Config = ConfigOf<typeof graphqlRequest>;

/** Posts the query; what the service says of it, its errors too, is the output. Another status than 2xx is a fault. */
export const graphqlRequestActivities = defineActivities(graphqlRequest, {
  async run(input, context) {
    const { url, query, variables } = input as Config;
    const repeats = operationsOf(query).every((operation) => operation === 'query');
    const reply = await context.http({
      method: 'POST',
      url,
      headers: {
        accept: 'application/graphql-response+json, application/json;q=0.9',
        'content-type': 'application/json',
        ...(repeats ? {} : { 'idempotency-key': context.idempotencyKey }),
      },
      body: JSON.stringify({ query, ...(variables === undefined ? {} : { variables }) }),
    });
    const answer = readObject(reply.text);
    if (reply.status < 200 || reply.status > 299) {
      throw activityFault(
        {
          code: httpErrorCode(reply.status),
          message: `The service answered ${reply.status}.`,
          details: { status: reply.status, errors: answer?.errors ?? null },
        },
        retryAfterMs(reply.headers, context.now()),
      );
    }
    if (answer === null || (answer.data === undefined && answer.errors === undefined)) throw misfit(reply);
    return { data: answer.data ?? null, errors: answer.errors ?? [] };
  },
});

function misfit({ status, text }: HttpReply) {
  return activityFault({
    code: 'validation.output',
    message: 'The service answered without data or errors.',
    details: { status, text: text.slice(0, 500) },
  });
}

/** An object, or null where the text is none. */
function readObject(text: string): Readonly<Record<string, Json>> | null {
  try {
    const value = JSON.parse(text) as Json;
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, Json>>)
      : null;
  } catch {
    return null;
  }
}

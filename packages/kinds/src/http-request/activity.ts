import {
  type ActivityContext,
  activityFault,
  defineActivities,
  httpErrorCode,
  type Json,
  retryAfterMs,
} from '@omniroute/kind-sdk/activity';
import { httpRequest } from './definition.ts';
import { type Answer, type Pages, readPages } from './read-pages.ts';

type Plain = string | number | boolean;

interface Request {
  readonly method: string;
  readonly url: string;
  readonly query?: Readonly<Record<string, Plain>>;
  readonly headers?: Readonly<Record<string, Plain>>;
  readonly body?: Json;
  readonly body_type?: 'json' | 'form' | 'raw';
  readonly success?: readonly (number | string)[];
  readonly pages?: Pages;
}

/** Makes the call through the egress gate; whatever is not among the successes is an error with the answer in its details. */
export const httpRequestActivities = defineActivities(httpRequest, {
  async run(input, context) {
    const request = input as unknown as Request;
    const { pages } = request;
    return pages === undefined
      ? { ...(await exchange(request, context)) }
      : readPages(pages, (query) => exchange({ ...request, query: { ...request.query, ...query } }, context));
  },
});

/** One call and its answer; an answer that does not count as success is a fault. */
async function exchange(request: Request, context: ActivityContext): Promise<Answer> {
  const { body, type } = encode(request);
  const headers = texts(request.headers ?? {}, (name) => name.toLowerCase());
  const reply = await context.http({
    method: request.method,
    url: request.url,
    query: texts(request.query ?? {}),
    headers: {
      accept: 'application/json, */*;q=0.5',
      ...(type === null ? {} : { 'content-type': type }),
      ...(['POST', 'PATCH'].includes(request.method) ? { 'idempotency-key': context.idempotencyKey } : {}),
      ...headers,
    },
    ...(body === null ? {} : { body }),
  });
  const answer = {
    status: reply.status,
    headers: { ...reply.headers },
    body: decode(reply.headers['content-type'] ?? '', reply.text),
  };
  if (isSuccess(reply.status, request.success ?? [200, '2xx'])) return answer;
  throw activityFault(
    {
      code: httpErrorCode(reply.status),
      message: `The service answered ${reply.status}.`,
      details: { status: reply.status, body: answer.body },
    },
    retryAfterMs(reply.headers, context.now()),
  );
}

function encode({ body, body_type: kind = 'json' }: Request): { body: string | null; type: string | null } {
  if (body === undefined || body === null) return { body: null, type: null };
  if (kind === 'raw')
    return { body: typeof body === 'string' ? body : JSON.stringify(body), type: 'text/plain; charset=utf-8' };
  if (kind === 'json') return { body: JSON.stringify(body), type: 'application/json' };
  const fields = Object.entries(body as Readonly<Record<string, Json>>).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return { body: new URLSearchParams(fields).toString(), type: 'application/x-www-form-urlencoded' };
}

/** The body as JSON where it says that it is; a body that says so and is not is an answer nobody can use. */
function decode(type: string, text: string): Json {
  const isJson = /^application\/(?:[\w.-]+\+)?json\b/i.test(type);
  if (!isJson) return text;
  if (text === '') return null;
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw activityFault(
      {
        code: 'validation.output',
        message: 'The service says it answers JSON, but its answer is not.',
        details: { text: text.slice(0, 500) },
      },
      null,
      error,
    );
  }
}

function isSuccess(status: number, success: readonly (number | string)[]): boolean {
  return success.some((each) => each === status || each === `${Math.floor(status / 100)}xx`);
}

/** Values written out as text, under names as they are or as `rename` has them. */
function texts(values: Readonly<Record<string, Plain>>, rename = (name: string) => name): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [rename(name), String(value)]));
}

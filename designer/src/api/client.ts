import type { Problem } from '@omniroute/contracts';
import i18next from 'i18next';

/** An answer of the server that is an error, with its problem details. */
export class ApiProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
  }
}

/** Calls the API. Errors of the server and of the network arrive as `ApiProblem`. */
export async function callApi<Answer>(
  path: string,
  options: {
    method?: string;
    body?: unknown;
    headers?: Readonly<Record<string, string>>;
    signal?: AbortSignal;
  } = {},
): Promise<Answer> {
  const { method = 'GET', body, headers = {}, signal } = options;
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      headers: {
        ...headers,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiProblem({
      type: 'about:blank',
      title: 'The server cannot be reached.',
      status: 0,
      code: 'network',
      detail: i18next.t('app.unreachable'),
    });
  }
  const text = await response.text();
  const answer: unknown = text === '' ? null : JSON.parse(text);
  if (!response.ok) throw new ApiProblem(answer as Problem);
  return answer as Answer;
}

import { type ApiAnswer, callStack } from '../../api-client.ts';
import type { Call } from '../../command.ts';
import { cliErrors } from '../../errors.ts';

/** What the API says when it refuses. */
interface Refusal {
  readonly detail?: string;
  readonly title?: string;
}

/** Calls the API; a refusal is `cli.server` with its reason. */
export async function ask<Body>(call: Call, method: string, path: string, body?: unknown): Promise<Body> {
  const answer: ApiAnswer<Body & Refusal> = await callStack(call.terminal, method, path, body);
  if (answer.status < 300) return answer.body;
  const { detail, title } = answer.body ?? {};
  throw cliErrors.fault('cli.server', { problem: detail ?? title ?? `status ${answer.status}` });
}

/** An argument that must be there. */
export function needed(value: string | undefined, what: string): string {
  if (value === undefined) throw cliErrors.fault('cli.missing_argument', { command: 'runs', what });
  return value;
}

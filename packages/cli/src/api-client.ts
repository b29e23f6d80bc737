import type { Terminal } from './command.ts';
import { cliErrors } from './errors.ts';

/** Where the stack is: `OMNIROUTE_URL`, else the default address with `PORT`. */
export function stackUrl(terminal: Terminal): string {
  return terminal.env.OMNIROUTE_URL ?? `http://127.0.0.1:${terminal.env.PORT ?? '8080'}`;
}

/** The answer of one call: its status and its JSON. */
export interface ApiAnswer<Body> {
  readonly status: number;
  readonly body: Body;
}

/** Calls the API of a running stack. An address where nothing answers is `cli.no_stack`. */
export async function callStack<Body>(
  terminal: Terminal,
  method: string,
  path: string,
  body?: unknown,
): Promise<ApiAnswer<Body>> {
  const url = stackUrl(terminal);
  let response: Response;
  try {
    response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (cause) {
    throw cliErrors.fault('cli.no_stack', { url }, cause);
  }
  const text = await response.text();
  return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as Body };
}

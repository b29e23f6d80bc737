import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from '@omniroute/telemetry';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { Break } from '../ledger/break-switch.ts';
import { createSandbox, type Sandbox } from '../sandbox.ts';
import { createTestClock, type TestClock } from './test-clock.ts';

export interface TestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into an answer as it likes; its shape was checked before.
  readonly body: any;
}

/** A sandbox in a folder of its own, and a person who talks to it. */
export interface TestSandbox {
  readonly sandbox: Sandbox;
  readonly clock: TestClock;
  readonly folder: string;
  get(path: string): Promise<TestAnswer>;
  /** A write under `acme:shop:run-1:<key>`, or without a key where it is null. */
  post(path: string, key: string | null, body: unknown): Promise<TestAnswer>;
  patch(path: string, key: string, body: unknown): Promise<TestAnswer>;
  remove(path: string): Promise<TestAnswer>;
  close(): Promise<void>;
}

export const RUN = 'acme:shop:run-1:';

const nothing = () => undefined;
export const silentLog: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: (message, facts) => {
    throw new Error(`${message}: ${String(facts?.error)}`, { cause: facts?.error });
  },
  child: () => silentLog,
};

/** Ids that count up. */
function countingRandom(): (bytes: number) => Uint8Array {
  let count = 0;
  return (bytes) => {
    count += 1;
    return Buffer.from(count.toString(16).padStart(bytes * 2, '0'), 'hex');
  };
}

export async function openTestSandbox(
  given: { readonly folder?: string; readonly breakable?: Break | 'none' } = {},
): Promise<TestSandbox> {
  const folder = given.folder ?? mkdtempSync(join(tmpdir(), 'omniroute-sandbox-'));
  const clock = createTestClock();
  const options = given.breakable === undefined ? {} : { breakable: given.breakable };
  const sandbox = await createSandbox({ dataDir: folder, log: silentLog, clock, random: countingRandom(), ...options });

  async function call(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    key: string | null,
    payload?: unknown,
  ): Promise<TestAnswer> {
    const response = await sandbox.app.inject({
      method,
      url: `/v1${path}`,
      headers: {
        host: '127.0.0.1',
        ...(key === null ? {} : { 'idempotency-key': key.includes(':') ? key : `${RUN}${key}` }),
      },
      ...(payload === undefined ? {} : { payload: payload as object }),
    });
    const body: unknown = response.body === '' ? null : JSON.parse(response.body);
    if (response.statusCode < 300) assertDocumented(sandbox, method, path, response.statusCode, body);
    return { status: response.statusCode, headers: response.headers, body };
  }

  return {
    sandbox,
    clock,
    folder,
    get: (path) => call('GET', path, null),
    post: (path, key, body) => call('POST', path, key, body),
    patch: (path, key, body) => call('PATCH', path, key, body),
    remove: (path) => call('DELETE', path, null),
    async close() {
      await sandbox.close();
      if (given.folder === undefined) rmSync(folder, { recursive: true });
    },
  };
}

interface Operation {
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { schema: TSchema }>> }>>;
}

/** Every answer of every test is what the OpenAPI document says. */
function assertDocumented(sandbox: Sandbox, method: string, path: string, status: number, body: unknown): void {
  const paths = sandbox.app.swagger().paths as Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  const wanted = `/v1${path.split('?', 1)[0]}`.split('/');
  const fits = (template: string) => {
    const parts = template.split('/');
    return parts.length === wanted.length && parts.every((part, at) => part.startsWith('{') || part === wanted[at]);
  };
  // A literal path comes before one with a place in it.
  const found = Object.keys(paths)
    .filter(fits)
    .sort((a, b) => Number(a.includes('{')) - Number(b.includes('{')))[0];
  const schema =
    found === undefined
      ? undefined
      : paths[found]?.[method.toLowerCase()]?.responses[status]?.content?.['application/json']?.schema;
  if (schema === undefined) return;
  const [problem] = Value.Errors(schema, body);
  if (problem !== undefined) {
    throw new Error(`${method} ${path} answers what is not documented at ${problem.instancePath}: ${problem.message}`);
  }
}

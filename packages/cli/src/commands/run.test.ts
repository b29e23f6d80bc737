import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCli } from '../run-cli.ts';
import { TestTerminal } from '../test-terminal.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const service = 'templates/order-escalation/service.json';
const range = { least: 1, most: 2 };
const estimate = {
  events: { least: 5, most: 80 },
  bytes: { least: 2000, most: 9000, usual: 9000 },
  duration: { least: 'PT0S', most: 'P3D' },
  calls: range,
  attempts: range,
  providers: {},
};

/** Calls the command beside a stack that gives these answers. */
async function beside(answers: Readonly<Record<string, readonly [status: number, body: unknown]>>, ...argv: string[]) {
  const server = createServer((request, response) => {
    const [status, body] = answers[`${request.method} ${request.url}`] ?? [404, { title: 'There is no such thing.' }];
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const terminal = new TestTerminal(root, { OMNIROUTE_URL: `http://127.0.0.1:${port}` });
  const code = await runCli(['run', service, '-t', 'by_hand', '--input', '{"order_id":"o-1"}', ...argv], terminal);
  return { code, out: terminal.written, err: terminal.errors };
}

const fresh = {
  'POST /api/v1/services': [201, {}],
  'POST /api/v1/services/order-escalation/versions': [201, { version: 1, estimate }],
  'POST /api/v1/services/order-escalation/runs': [201, { run_id: 'run-1' }],
} as const;
const ended = {
  'GET /api/v1/runs/run-1/events?after=0&wait=20': [200, { events: [], last: 0, closed: true }],
} as const;

describe('run', () => {
  it('tells programs which version it published and what a run of that takes', async () => {
    const { code, out, err } = await beside(fresh, '--format', 'json');
    expect([code, JSON.parse(out), err]).toEqual([0, { run_id: 'run-1', published: { version: 1, estimate } }, '']);
  });

  it('prints the id of the run alone where nobody waits for its end', async () => {
    expect(await beside(fresh)).toEqual({ code: 0, out: 'run-1\n', err: '' });
  });

  it('tells people what a run takes while they wait for its end', async () => {
    const { out } = await beside({ ...fresh, ...ended }, '--wait');
    expect(out).toBe(
      'version 1 is published: A run takes 5 to 80 history events, 2 to 9 kB, at once to 3 days, 1 to 2 calls.\nrun run-1\n',
    );
  });

  it('publishes nothing, and says nothing of it, where the same is live already', async () => {
    const document: unknown = JSON.parse(readFileSync(join(root, service), 'utf8'));
    const live = {
      ...fresh,
      'GET /api/v1/services/order-escalation': [200, { active_version: 7 }],
      'GET /api/v1/services/order-escalation/versions/7': [200, document],
      'POST /api/v1/services/order-escalation/versions': [500, {}],
    } as const;
    const { out } = await beside(live, '--format', 'json');
    expect(JSON.parse(out)).toEqual({ run_id: 'run-1' });
  });
});

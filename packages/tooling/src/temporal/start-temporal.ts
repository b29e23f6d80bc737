import { spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { type Child, startTethered } from '../child.ts';
import { toolingErrors } from '../errors.ts';
import { freePort } from '../ports.ts';

/** Keyword attributes that runs can be searched by; the server must know them before the first run. */
const SEARCH_ATTRIBUTES = [
  'TenantId',
  'ServiceId',
  'ServiceVersion',
  'RunStatus',
  'BusinessKey1',
  'BusinessKey2',
  'BusinessKey3',
];
const READY_SECONDS = 60;

export interface TemporalServer {
  readonly address: string;
  readonly child: Child;
}

export interface TemporalOptions {
  readonly binary: string;
  /** The database file; its folder is made. */
  readonly file: string;
  readonly port?: number;
  /** FULL survives power loss; NORMAL is faster and survives the kill of a process. */
  readonly synchronous: 'FULL' | 'NORMAL';
  readonly dynamicConfig?: Readonly<Record<string, string | number | boolean>>;
  readonly namespace?: string;
  onLine?(line: string): void;
}

/** Starts a Temporal server on loopback with its data in one file, and waits until it answers. */
export async function startTemporal(options: TemporalOptions): Promise<TemporalServer> {
  await mkdir(dirname(options.file), { recursive: true });
  const port = options.port ?? (await freePort());
  const config = { 'matching.enableFairness': true, ...options.dynamicConfig };
  const child = startTethered(
    options.binary,
    [
      'server',
      'start-dev',
      '--headless',
      '--ip',
      '127.0.0.1',
      '--port',
      String(port),
      '--db-filename',
      options.file,
      '--log-level',
      'error',
      '--sqlite-pragma',
      'journal_mode=WAL',
      '--sqlite-pragma',
      `synchronous=${options.synchronous}`,
      ...(options.namespace === undefined || options.namespace === 'default' ? [] : ['--namespace', options.namespace]),
      ...Object.entries(config).flatMap(([name, value]) => [
        '--dynamic-config-value',
        `${name}=${JSON.stringify(value)}`,
      ]),
    ],
    options.onLine === undefined ? {} : { onLine: options.onLine },
  );
  const address = `127.0.0.1:${port}`;
  try {
    await answering(address, options.namespace ?? 'default', child);
    // The flag of start-dev is silently ignored on an existing database; the operator command is safe to repeat.
    const args = SEARCH_ATTRIBUTES.flatMap((name) => ['--name', name, '--type', 'Keyword']);
    spawnSync(
      options.binary,
      [
        'operator',
        'search-attribute',
        'create',
        ...args,
        '--address',
        address,
        '--namespace',
        options.namespace ?? 'default',
      ],
      { timeout: 30_000 },
    );
  } catch (error) {
    await child.kill();
    throw error;
  }
  return { address, child };
}

async function answering(address: string, namespace: string, child: Child): Promise<void> {
  for (const until = Date.now() + READY_SECONDS * 1000; Date.now() < until; await sleep(50)) {
    if (child.process.exitCode !== null) break;
    try {
      const connection = await Connection.connect({ address, connectTimeout: 1000 });
      try {
        await connection.workflowService.describeNamespace({ namespace });
        return;
      } finally {
        await connection.close();
      }
    } catch {
      // Not up yet; the deadline decides.
    }
  }
  throw toolingErrors.fault('temporal.not_ready', { seconds: READY_SECONDS, log: child.log() || '(empty)' });
}

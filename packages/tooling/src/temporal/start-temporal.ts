import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { toolingErrors } from '../errors.ts';
import { portFor } from '../ports.ts';
import { adoptProcess } from '../process/adopt.ts';
import { type Child, endingInWords } from '../process/child.ts';
import { processesWith } from '../process/processes.ts';
import { startTethered } from '../process/tether.ts';
import { prepareNamespace } from './prepare-namespace.ts';

const READY_SECONDS = 60;
const POLL_MS = 50;

/** A Temporal server of ours on loopback. */
export interface TemporalServer extends Child {
  /** `host:port` of its gRPC door. */
  readonly address: string;
}

export interface TemporalOptions {
  /** Path of the temporal command line; see `getTemporal`. */
  readonly binary: string;
  /** The database file; its folder is made. */
  readonly file: string;
  readonly port?: number | undefined;
  /** FULL survives power loss; NORMAL is faster and survives the kill of a process. */
  readonly synchronous: 'FULL' | 'NORMAL';
  /** Temporal's dynamic configuration, for example `limit.historyCount.suggestContinueAsNew`. */
  readonly dynamicConfig?: Readonly<Record<string, string | number | boolean>>;
  /** Made on a new database if it is not `default`. */
  readonly namespace?: string;
  /** Hears each line of the server's log. */
  onLine?: ((line: string) => void) | undefined;
}

/**
 * Starts a Temporal server with its data in one file. Resolves when its namespace answers by gRPC and knows our search
 * attributes. A server that an earlier, killed process left on the same file is stopped first: two would fight over it.
 */
export async function startTemporal(options: TemporalOptions): Promise<TemporalServer> {
  const { namespace = 'default' } = options;
  const [binary, file] = [resolve(options.binary), resolve(options.file)];
  await mkdir(dirname(file), { recursive: true });
  for (const pid of processesWith(['start-dev', file])) await adoptProcess(pid, 'SIGTERM').stop();
  const port = await portFor('Temporal', options.port);
  const config = { 'matching.enableFairness': true, ...options.dynamicConfig };
  const child = startTethered(
    binary,
    [
      ...['server', 'start-dev', '--headless', '--ip', '127.0.0.1', '--port', `${port}`, '--log-level', 'error'],
      ...['--db-filename', file],
      ...['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', `synchronous=${options.synchronous}`],
      ...(namespace === 'default' ? [] : ['--namespace', namespace]),
      ...Object.entries(config).flatMap(([name, value]) => [
        '--dynamic-config-value',
        `${name}=${JSON.stringify(value)}`,
      ]),
    ],
    { onLine: options.onLine },
  );
  const address = `127.0.0.1:${port}`;
  try {
    await answering(address, namespace, child);
  } catch (error) {
    await child.kill();
    throw error;
  }
  return { ...child, address };
}

async function answering(address: string, namespace: string, child: Child): Promise<void> {
  let problem = 'it was not asked';
  for (const until = Date.now() + READY_SECONDS * 1000; Date.now() < until; await sleep(POLL_MS)) {
    if (child.isOver()) {
      problem = `it ended ${endingInWords(await child.ended)}`;
      break;
    }
    try {
      const connection = await Connection.connect({ address, connectTimeout: 1000 });
      try {
        return await prepareNamespace(connection, namespace);
      } finally {
        await connection.close();
      }
    } catch (error) {
      problem = (error as Error).message;
    }
  }
  throw toolingErrors.fault('temporal.not_ready', { problem, log: child.log() || '(empty)' });
}

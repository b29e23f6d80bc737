import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { APP_ROLE, OWNER_ROLE } from '../postgres/databases.ts';
import { loadPasswords } from '../postgres/passwords.ts';
import { startPostgres } from '../postgres/start-postgres.ts';
import { getTemporal } from '../temporal/get-temporal.ts';
import { startTemporal } from '../temporal/start-temporal.ts';
import type { ProvidedServices } from './provided.ts';

/** The part of vitest's project that is needed here. */
interface Project {
  provide(key: 'omnirouteServices', value: ProvidedServices): void;
}

/**
 * Vitest's global set-up of the project `system`: one Temporal and one PostgreSQL for the whole run, on empty folders, ended
 * with it. TEMPORAL_ADDRESS (and TEMPORAL_NAMESPACE) name a server of yours instead. Returns the teardown.
 */
export default async function startServices(project: Project): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'omniroute-tests-'));
  // PostgreSQL runs as another user where we are root.
  await chmod(folder, 0o755);
  const [postgres, temporal] = await Promise.all([
    startPostgres({ home: folder, fsync: false }),
    temporalFor(folder, process.env),
  ]);
  const passwords = await loadPasswords(folder);
  project.provide('omnirouteServices', {
    temporal: temporal.provided,
    postgres: {
      port: postgres.port,
      roles: {
        admin: { name: 'postgres', password: passwords.superuser },
        owner: { name: OWNER_ROLE, password: passwords.owner },
        app: { name: APP_ROLE, password: passwords.app },
      },
    },
  });
  return async () => {
    await Promise.all([postgres.stop(), temporal.stop()]);
    await rm(folder, { recursive: true, force: true });
  };
}

async function temporalFor(folder: string, env: NodeJS.ProcessEnv) {
  const { TEMPORAL_ADDRESS: given, TEMPORAL_NAMESPACE: namespace = 'default' } = env;
  if (given !== undefined && given !== '')
    return { provided: { address: given, namespace, binary: null }, stop: async () => undefined };
  const home = resolve(env.OMNIROUTE_HOME ?? '.omniroute');
  const { path } = await getTemporal({ home, env, tell: (text) => process.stderr.write(`${text}\n`) });
  // Tests that start a stack of their own use the same binary.
  process.env.TEMPORAL_CLI = path;
  const server = await startTemporal({
    binary: path,
    file: join(folder, 'temporal.db'),
    synchronous: 'NORMAL',
    // A test that starts something new must not wait for the server's caches.
    dynamicConfig: { 'system.forceSearchAttributesCacheRefreshOnRead': true },
  });
  return {
    provided: { address: server.address, namespace: 'default', binary: path },
    stop: () => server.stop(),
  };
}

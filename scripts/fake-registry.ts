import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A registry of packages on loopback that has one package, `one`, in version 1.0.0. */
export interface FakeRegistry {
  readonly url: string;
  /** What a lockfile says of the package. */
  readonly integrity: string;
  /** How the package is delivered: as it is, with other bytes, or never. */
  deliver(how: 'whole' | 'changed' | 'never'): void;
  /** Resolves when somebody has asked for the package itself. */
  asked(): Promise<void>;
  close(): void;
}

/** Starts one; it delivers the package whole. */
export async function startFakeRegistry(): Promise<FakeRegistry> {
  const bytes = pack();
  const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  let how: Parameters<FakeRegistry['deliver']>[0] = 'whole';
  const asked = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    if (request.url?.endsWith('.tgz') !== true) {
      const version = { name: 'one', version: '1.0.0', dist: { tarball: `${url}/one/-/one-1.0.0.tgz`, integrity } };
      response.end(JSON.stringify({ name: 'one', 'dist-tags': { latest: '1.0.0' }, versions: { '1.0.0': version } }));
      return;
    }
    asked.resolve();
    if (how !== 'never') response.end(how === 'whole' ? bytes : Buffer.concat([bytes, Buffer.from('more')]));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    integrity,
    deliver: (wanted) => {
      how = wanted;
    },
    asked: () => asked.promise,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function pack(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'fake-registry-'));
  try {
    mkdirSync(join(folder, 'package'));
    writeFileSync(join(folder, 'package/package.json'), JSON.stringify({ name: 'one', version: '1.0.0' }));
    spawnSync('tar', ['-czf', 'one.tgz', 'package'], { cwd: folder });
    return readFileSync(join(folder, 'one.tgz'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

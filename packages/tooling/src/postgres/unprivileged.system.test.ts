import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { copyPrograms } from './unprivileged.ts';

it.runIf(process.getuid?.() === 0)(
  'programs that user nobody cannot run are copied once per release, and can be run then',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'unprivileged-'));
    await chmod(folder, 0o755);
    try {
      const native = join(folder, 'closed', 'native');
      await mkdir(join(native, 'bin'), { recursive: true });
      await writeFile(join(native, 'bin', 'postgres'), '#!/bin/sh\nid -u\n', { mode: 0o700 });
      await chmod(join(folder, 'closed'), 0o700);
      const bundled = { postgres: join(native, 'bin/postgres'), initdb: join(native, 'bin/initdb') };
      const told: string[] = [];
      const copy = (version: string) =>
        copyPrograms({ ...bundled, version }, join(folder, 'copies'), (text) => told.push(text));
      const [first, again, other] = [await copy('1'), await copy('1'), await copy('2')];
      expect([first.postgres === again.postgres, first.postgres === other.postgres, told.length]).toEqual([
        true,
        false,
        2,
      ]);
      expect((await readdir(join(folder, 'copies'))).length).toBe(2);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
);

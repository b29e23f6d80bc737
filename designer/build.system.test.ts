import { mkdtemp, readdir, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { buildDesigner } from './build.ts';

it('a built page of which a part is missing is built again', async () => {
  const home = await mkdtemp(join(tmpdir(), 'build-'));
  try {
    const folder = await buildDesigner(home);
    const [asset = ''] = (await readdir(join(folder, 'assets'))).filter((name) => name.endsWith('.js'));
    const path = join(folder, 'assets', asset);
    const { size, ino } = await stat(path);
    expect([await buildDesigner(home), (await stat(path)).ino]).toEqual([folder, ino]);
    await truncate(path, Math.floor(size / 2));
    expect([await buildDesigner(home), (await stat(path)).size]).toEqual([folder, size]);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
});

import { mkdtemp, readdir, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { workflowBundle } from './bundle.ts';

it('a kept bundle of which a part is missing is built again', async () => {
  const home = await mkdtemp(join(tmpdir(), 'bundle-'));
  try {
    const first = await workflowBundle(home);
    const folder = join(home, 'cache', 'workflows');
    const [name = ''] = await readdir(folder);
    const { size } = await stat(join(folder, name));
    await truncate(join(folder, name), Math.floor(size / 2));
    const again = await workflowBundle(home);
    expect(again.code.length).toBe(first.code.length);
    expect([(await stat(join(folder, name))).size, await readdir(folder)]).toEqual([size, [name]]);
    expect((await workflowBundle(home)).code).toBe(again.code);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
});

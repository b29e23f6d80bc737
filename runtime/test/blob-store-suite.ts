import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { BlobStore } from '../src/storage/blobs/index.ts';

/** What every blob store does; each test has a folder of its own. */
export function blobStoreSuite(name: string, store: () => BlobStore): void {
  const folder = () => `values/${randomUUID()}`;
  const all = async (names: AsyncIterable<string>) => {
    const found: string[] = [];
    for await (const name of names) found.push(name);
    return found.sort();
  };

  describe(`blobs in ${name}`, () => {
    it('come back byte for byte, whatever their size', async () => {
      const at = folder();
      for (const size of [0, 1, 300_000, 10_000_000]) {
        const body = randomBytes(size);
        await store().write(`${at}/run/b${size}`, body);
        const read = await store().read(`${at}/run/b${size}`);
        expect(read !== null && Buffer.compare(read, body)).toBe(0);
      }
    });

    it('are replaced whole by what is written later', async () => {
      const at = `${folder()}/run/blob`;
      await store().write(at, Buffer.from('a long body'));
      expect(await store().has(at)).toBe(true);
      await store().write(at, Buffer.from('short'));
      expect(Buffer.from((await store().read(at)) as Uint8Array).toString()).toBe('short');
    });

    it('are null where nothing was written, and folders are empty', async () => {
      const at = folder();
      expect(await store().has(`${at}/run/none`)).toBe(false);
      expect([await store().read(`${at}/run/none`), await store().writtenAt(`${at}/run`)]).toEqual([null, null]);
      expect(await all(store().folders(at))).toEqual([]);
      await store().remove(`${at}/run`);
    });

    it('lie in folders, which are listed and removed one by one', async () => {
      const at = folder();
      const before = Date.now();
      for (const name of ['r1/a', 'r1/b', 'r2/a']) await store().write(`${at}/${name}`, Buffer.from(name));
      expect(await all(store().folders(at))).toEqual(['r1', 'r2']);
      expect((await store().writtenAt(`${at}/r1`))?.getTime()).toBeGreaterThan(before - 5_000);
      await store().remove(`${at}/r1`);
      expect([await store().read(`${at}/r1/a`), await store().read(`${at}/r1/b`)]).toEqual([null, null]);
      expect(await all(store().folders(at))).toEqual(['r2']);
      expect(await store().read(`${at}/r2/a`)).not.toBeNull();
    });

    it('may be written by many at once', async () => {
      const at = folder();
      const names = Array.from({ length: 40 }, (_, index) => `${at}/r/b${index % 10}`);
      await Promise.all(names.map((name) => store().write(name, Buffer.from(name))));
      for (const name of names) expect(Buffer.from((await store().read(name)) as Uint8Array).toString()).toBe(name);
    });
  });
}

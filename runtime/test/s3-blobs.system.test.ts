import { afterAll, describe, expect, it } from 'vitest';
import { createS3Blobs } from '../src/storage/blobs/index.ts';
import { blobStoreSuite } from './blob-store-suite.ts';
import { startS3 } from './s3-server.ts';

const [server, strict] = await Promise.all([startS3({ signatures: false }), startS3({ signatures: true })]);

if ('missing' in server || 'missing' in strict) {
  const reason = 'missing' in server ? server.missing : 'a second server did not start';
  it.skip(`blobs in a bucket: ${reason}`, () => undefined);
} else {
  let stopped = false;
  afterAll(() => Promise.all([strict.stop(), stopped ? undefined : server.stop()]));
  blobStoreSuite('a bucket', () => createS3Blobs(server.settings));

  it('more than a page of objects is removed whole', { timeout: 120_000 }, async () => {
    const store = createS3Blobs(server.settings);
    for (let from = 0; from < 1_100; from += 100)
      await Promise.all(
        Array.from({ length: 100 }, (_, index) => store.write(`values/many/run/b${from + index}`, Buffer.from('b'))),
      );
    await store.remove('values/many/run');
    expect(await store.writtenAt('values/many/run')).toBeNull();
  });

  describe('a bucket that checks signatures', () => {
    it('takes what is written and gives it back', async () => {
      const store = createS3Blobs(strict.settings);
      await store.write('values/t/r/a', Buffer.from('signed'));
      expect(Buffer.from((await store.read('values/t/r/a')) as Uint8Array).toString()).toBe('signed');
      expect(await store.read('values/t/r/none')).toBeNull();
    });

    it('refuses a wrong key: a fault worth repeating that tells nothing of the bucket', async () => {
      const store = createS3Blobs({ ...strict.settings, secretAccessKey: 'wrong' });
      await expect(store.write('values/t/r/a', Buffer.from('a'))).rejects.toMatchObject({
        code: 'storage.blobs',
        retryable: true,
        message: 'The blob store cannot be used (403 SignatureDoesNotMatch).',
      });
    });
  });

  it('a server that is gone is a fault worth repeating', async () => {
    stopped = true;
    await server.stop();
    await expect(createS3Blobs(server.settings).read('values/t/r/a')).rejects.toMatchObject({
      code: 'storage.blobs',
      retryable: true,
      message: 'The blob store cannot be used (no answer).',
    });
  });
}

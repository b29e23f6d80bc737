import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { blobStoreSuite } from '../../../test/blob-store-suite.ts';
import { type BlobStore, blobName } from './blob-store.ts';
import { createFileBlobs } from './file-blobs.ts';
import { openBlobs } from './open-blobs.ts';

let root: string;
let store: BlobStore;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'blobs-'));
  store = createFileBlobs(root);
});
afterAll(() => rm(root, { recursive: true, force: true }));

blobStoreSuite('a folder', () => store);

it('leaves no draft behind, neither of what was written nor of what could not be', async () => {
  await store.write('values/t/run/a', Buffer.from('a'));
  await writeFile(join(root, 'values', 't', 'file'), 'in the way of a folder');
  await expect(store.write('values/t/file/b', Buffer.from('b'))).rejects.toMatchObject({
    code: 'storage.blobs',
    retryable: true,
  });
  expect(await readdir(join(root, 'values', 't', 'run'))).toEqual(['a']);
});

it.each(['..', '.', '', 'a/b', 'A', 'a.b', 'a\\b'])('a name never has the part %j', (part) => {
  expect(() => blobName('values', part)).toThrow(/part of another form/);
});

it('a bucket is opened only with keys', () => {
  const settings = { blobsRegion: undefined, accessKeyId: undefined, secretAccessKey: undefined, home: root };
  expect(() => openBlobs({ ...settings, blobs: 'https://s3.example.com/bucket' })).toThrow(/AWS_ACCESS_KEY_ID/);
});

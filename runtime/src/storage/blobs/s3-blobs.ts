import { S3mini, S3ServiceError } from 's3mini';
import { storageErrors } from '../errors.ts';
import type { BlobStore } from './blob-store.ts';

/** A bucket and who may use it. */
export interface S3Settings {
  /** Address of the bucket, its name at the end: `https://s3.eu-west-1.amazonaws.com/omniroute`. */
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A server that does not answer is as good as one that is down. */
const ANSWER_WITHIN_MS = 30_000;
const REMOVED_AT_ONCE = 1_000;

/** Blobs as objects of an S3-compatible bucket. An object is written whole or not at all, and read as it was last written. */
export function createS3Blobs(settings: S3Settings): BlobStore {
  const { bucket, region, accessKeyId, secretAccessKey } = settings;
  const s3 = new S3mini({
    endpoint: bucket,
    region,
    accessKeyId,
    secretAccessKey,
    requestAbortTimeout: ANSWER_WITHIN_MS,
  });
  /** What lies directly in a folder: objects, and folders with a `/` at their end. */
  const entries = (folder: string) =>
    guarded(async () => (await s3.listObjects('/', `${folder}/`, undefined, { delimiter: '/' })) ?? []);
  return {
    write: (name, body) =>
      guarded(async () => {
        await s3.putObject(name, body, 'application/octet-stream', undefined, undefined, body.length);
      }),
    read: (name) =>
      guarded(async () => {
        const body = await s3.getObjectArrayBuffer(name);
        return body === null ? null : new Uint8Array(body);
      }),
    has: (name) => guarded(async () => (await s3.objectExists(name)) === true),
    async *folders(folder) {
      for (const { Key } of await entries(folder)) if (Key.endsWith('/')) yield Key.slice(folder.length + 1, -1);
    },
    async writtenAt(folder) {
      const times = (await entries(folder)).map(({ LastModified }) => new Date(LastModified).getTime());
      return times.length === 0 ? null : new Date(Math.max(...times));
    },
    async remove(folder) {
      const keys = (await entries(folder)).map(({ Key }) => Key);
      for (let from = 0; from < keys.length; from += REMOVED_AT_ONCE)
        await guarded(() => s3.deleteObjects(keys.slice(from, from + REMOVED_AT_ONCE)));
    },
  };
}

/** Only what the server said is told on: an address may hold what nobody else should read. */
async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const problem = error instanceof S3ServiceError ? `${error.status} ${error.serviceCode ?? ''}`.trim() : 'no answer';
    throw storageErrors.fault('storage.blobs', { problem }, error);
  }
}

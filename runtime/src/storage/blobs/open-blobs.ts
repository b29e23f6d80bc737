import { join } from 'node:path';
import { storageErrors } from '../errors.ts';
import type { BlobStore } from './blob-store.ts';
import { createFileBlobs } from './file-blobs.ts';
import { createS3Blobs } from './s3-blobs.ts';

/** What the environment says of the blob store. */
export interface BlobSettings {
  /** A folder, or the address of a bucket; without it `blobs` under the home folder. */
  readonly blobs: string | undefined;
  readonly blobsRegion: string | undefined;
  readonly accessKeyId: string | undefined;
  readonly secretAccessKey: string | undefined;
}

/** Reads the settings that server and worker share. */
export function readBlobSettings(env: NodeJS.ProcessEnv): BlobSettings {
  return {
    blobs: env.OMNIROUTE_BLOBS || undefined,
    blobsRegion: env.OMNIROUTE_BLOBS_REGION || undefined,
    accessKeyId: env.AWS_ACCESS_KEY_ID || undefined,
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY || undefined,
  };
}

/** The blob store that the settings name. Nothing is written or called yet. */
export function openBlobs(settings: BlobSettings & { readonly home: string }): BlobStore {
  const { blobs, blobsRegion, accessKeyId, secretAccessKey, home } = settings;
  if (blobs === undefined) return createFileBlobs(join(home, 'blobs'));
  if (!blobs.startsWith('https://') && !blobs.startsWith('http://')) return createFileBlobs(blobs);
  if (accessKeyId === undefined || secretAccessKey === undefined) throw storageErrors.fault('storage.bucket_keys');
  return createS3Blobs({ bucket: blobs, region: blobsRegion ?? 'auto', accessKeyId, secretAccessKey });
}

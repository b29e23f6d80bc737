export { type BlobStore, blobName } from './blob-store.ts';
export { type CollectRules, collectBlobs, OUTPUTS, type RunFate, VALUES } from './collect-blobs.ts';
export { createFileBlobs } from './file-blobs.ts';
export { type BlobSettings, openBlobs, readBlobSettings } from './open-blobs.ts';
export { createS3Blobs, type S3Settings } from './s3-blobs.ts';

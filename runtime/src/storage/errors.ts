import { defineErrors } from '@omniroute/errors';

/** What storage cannot do. */
export const storageErrors = defineErrors({
  'storage.master_key': {
    message:
      'The master key in {where} is not 32 bytes in base64. Restore it from your backup: without it nothing can be read.',
    status: 500,
    retryable: false,
  },
  'storage.unwrap': {
    message: 'A data key of tenant {tenant} cannot be opened with this master key.',
    status: 500,
    retryable: false,
  },
  'storage.blobs': { message: 'The blob store cannot be used ({problem}).', status: 503, retryable: true },
  'storage.bucket_keys': {
    message: 'OMNIROUTE_BLOBS names a bucket: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must say who may use it.',
    status: 500,
    retryable: false,
  },
});

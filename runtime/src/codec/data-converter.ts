import { fileURLToPath } from 'node:url';
import type { DataConverter, PayloadCodec } from '@temporalio/common';

/** Where the converters are that run inside the sandbox as well. */
export const payloadConverterPath = fileURLToPath(new URL('../workflows/payload-converter.ts', import.meta.url));
export const failureConverterPath = fileURLToPath(new URL('../workflows/failure-converter.ts', import.meta.url));

/** The data converter of clients and workflow workers. */
export function dataConverter(codec: PayloadCodec): DataConverter {
  return { payloadConverterPath, failureConverterPath, payloadCodecs: [codec] };
}

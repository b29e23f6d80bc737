import type { Transform } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** The content codings the gate asks for and undoes. */
export const ACCEPTED_CODINGS = 'gzip, deflate, br';

/** More codings on one answer than any server applies is an attack on our memory. */
const MOST_CODINGS = 2;

/** Takes an answer's body piece by piece, undoes its coding, and never holds more than its limit. */
export interface BodyReader {
  /** Takes a piece; false means: stop sending until `onDrain`. */
  write(chunk: Uint8Array): boolean;
  /** No more pieces; the whole decoded body, or an error of the decoder. */
  end(): Promise<Uint8Array>;
  destroy(): void;
}

export interface BodyReaderOptions {
  /** Value of `content-encoding`; empty if absent. */
  readonly coding: string;
  /** Bytes after decoding. */
  readonly maxBytes: number;
  /** The limit was passed: the exchange has to be cut. */
  readonly onOverflow: () => void;
  /** The coding is broken or unknown. */
  readonly onError: (error: Error) => void;
  readonly onDrain: () => void;
}

/**
 * Makes a reader that counts **after** decoding, so a small bomb cannot grow, and bounds what arrives encoded too, so an
 * endless stream that decodes to nothing is cut as well.
 */
export function createBodyReader(options: BodyReaderOptions): BodyReader {
  const pieces: Uint8Array[] = [];
  let decoded = 0;
  let received = 0;
  const take = (chunk: Uint8Array): void => {
    decoded += chunk.byteLength;
    if (decoded > options.maxBytes) {
      pieces.length = 0;
      options.onOverflow();
    } else pieces.push(chunk);
  };
  const decoders = decodersOf(options.coding);
  if (decoders instanceof Error) {
    options.onError(decoders);
    return { write: () => false, end: () => Promise.reject(decoders), destroy: () => undefined };
  }
  const first = decoders[0];
  if (first === undefined) {
    return {
      write: (chunk) => {
        take(chunk);
        return true;
      },
      end: async () => Buffer.concat(pieces),
      destroy: () => undefined,
    };
  }
  const destroy = (): void => {
    for (const decoder of decoders) decoder.destroy();
  };
  const finished = new Promise<Uint8Array>((resolve, reject) => {
    for (const [index, decoder] of decoders.entries()) {
      decoder.on('error', (error) => {
        options.onError(error);
        reject(error);
      });
      const next = decoders[index + 1];
      if (next !== undefined) decoder.pipe(next);
      else {
        decoder.on('data', take);
        decoder.on('end', () => resolve(Buffer.concat(pieces)));
      }
    }
  });
  finished.catch(() => undefined);
  first.on('drain', options.onDrain);
  return {
    write: (chunk) => {
      received += chunk.byteLength;
      if (received > options.maxBytes + 65_536) {
        options.onOverflow();
        return false;
      }
      return first.write(chunk);
    },
    end: () => {
      first.end();
      return finished;
    },
    destroy,
  };
}

/** Decoders in the order they have to run: codings are listed in the order they were applied. */
function decodersOf(coding: string): Transform[] | Error {
  const names = coding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity')
    .reverse();
  if (names.length > MOST_CODINGS) return new Error('too many content codings');
  const decoders: Transform[] = [];
  for (const name of names) {
    const decoder = decoderOf(name);
    if (decoder === undefined) return new Error('unknown content coding');
    decoders.push(decoder);
  }
  return decoders;
}

function decoderOf(name: string): Transform | undefined {
  switch (name) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress({ params: { [constants.BROTLI_DECODER_PARAM_LARGE_WINDOW]: 0 } });
    default:
      return undefined;
  }
}

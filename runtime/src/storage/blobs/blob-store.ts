/**
 * Where bytes are kept by name. Names are parts joined by `/`, each of lower-case letters, digits, `-` and `_`; what lies in a
 * folder is flat or again folders. Every method throws `storage.blobs`, which is worth repeating, while the store cannot be
 * reached.
 */
export interface BlobStore {
  /** Writes all of it or nothing, over what was there; once it resolves the bytes survive a loss of power. */
  write(name: string, body: Uint8Array): Promise<void>;
  /** The bytes, or `null` if there are none of that name. */
  read(name: string): Promise<Uint8Array | null>;
  /** Whether there are bytes of that name. */
  has(name: string): Promise<boolean>;
  /** Names of the folders in a folder; none where it is not there. */
  folders(folder: string): AsyncIterable<string>;
  /** When something was last written into a folder, or `null` if it is empty or not there. */
  writtenAt(folder: string): Promise<Date | null>;
  /** Removes a folder of files with all that is in it. Safe to repeat. */
  remove(folder: string): Promise<void>;
}

const PART = /^[a-z0-9_-]{1,128}$/;

/** A name from its parts; a part that could lead elsewhere is a fault of the caller. */
export function blobName(...parts: readonly string[]): string {
  for (const part of parts)
    if (!PART.test(part)) throw new TypeError('A name of the blob store has a part of another form.');
  return parts.join('/');
}

import { createHmac, hkdfSync } from 'node:crypto';
import { canonicalJson, type Json, type Reference, referenceTo, sha256Hex } from '@omniroute/primitives';
import { type BlobStore, blobName, OUTPUTS, VALUES } from '../storage/blobs/index.ts';
import { codecErrors } from './errors.ts';
import type { SealedJson } from './sealed-json.ts';

/** Whose blobs these are. */
export interface OfRun {
  readonly tenant: string;
  readonly run: string;
}

/** What runs keep outside their histories, encrypted with the tenant's key. Safe to repeat. */
export interface RunBlobs {
  /** Keeps a value: the same value has the same address for this tenant, and nobody else can guess it. */
  keepValue(of: OfRun, value: Json): Promise<Reference>;
  /** Throws `codec.value_missing`, which is worth repeating, if it is not there. */
  value(of: OfRun, address: string): Promise<Json>;
  /** Keeps the whole of what the work of a visit gave, to be looked at. */
  keepOutput(of: OfRun, key: string, output: Json): Promise<void>;
  /** `undefined`: it was never kept, or is kept no longer. */
  output(of: OfRun, key: string): Promise<Json | undefined>;
}

/** What addresses are derived for; another purpose or version gives others. */
const PURPOSE = 'omniroute/blob/1';

export function createRunBlobs(deps: {
  readonly store: BlobStore;
  readonly sealed: SealedJson;
  readonly masterKey: Uint8Array;
}): RunBlobs {
  const { store, sealed, masterKey } = deps;
  // Of the master key, not of a data key: a value keeps its address when keys change.
  const key = Buffer.from(hkdfSync('sha256', masterKey, new Uint8Array(), PURPOSE, 32));

  /** What is sealed names its place, so that it is of no use in another. */
  const write = async (of: OfRun, name: string, json: string) =>
    store.write(name, await sealed.sealText(of.tenant, `[${JSON.stringify(name)},${json}]`));
  const read = async (of: OfRun, name: string): Promise<Json | undefined> => {
    const body = await store.read(name);
    if (body === null) return undefined;
    const [at, value] = await sealed.open<[string, Json]>(of.tenant, body);
    if (at !== name) throw codecErrors.fault('codec.tampered', { tenant: of.tenant });
    return value;
  };
  const outputName = ({ tenant, run }: OfRun, visit: string) => blobName(OUTPUTS, tenant, run, sha256Hex(visit));

  return {
    async keepValue(of, value) {
      const text = canonicalJson(value);
      const address = createHmac('sha256', key).update(`${of.tenant}\n`).update(text).digest('hex');
      const name = blobName(VALUES, of.tenant, of.run, address);
      // A value that is passed on from step to step comes again and again.
      if (!(await store.has(name))) await write(of, name, text);
      return referenceTo(value, address, text.length);
    },
    async value(of, address) {
      const value = await read(of, blobName(VALUES, of.tenant, of.run, address));
      if (value === undefined) throw codecErrors.fault('codec.value_missing', { run: of.run });
      return value;
    },
    keepOutput: (of, visit, output) => write(of, outputName(of, visit), JSON.stringify(output)),
    output: (of, visit) => read(of, outputName(of, visit)),
  };
}

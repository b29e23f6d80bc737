import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { memoryBlobs } from '../../test/memory-blobs.ts';
import { memoryStores } from '../../test/memory-stores.ts';
import { createRunBlobs } from './run-blobs.ts';
import { createSealedJson } from './sealed-json.ts';

const stores = memoryStores();
const store = memoryBlobs();
const deps = { store, sealed: createSealedJson(stores.keys), masterKey: randomBytes(32) };
const blobs = createRunBlobs(deps);
const run = { tenant: 'acme', run: 'run-1' };

it('a value has one address for one tenant and another for any other, and its bytes cannot be read', async () => {
  const { '@ref': address } = await blobs.keepValue(run, { phone: '+2348030001001', a: 1 });
  expect(await blobs.keepValue(run, { a: 1, phone: '+2348030001001' })).toMatchObject({ '@ref': address });
  expect(await blobs.keepValue({ tenant: 'other', run: 'run-1' }, { phone: '+2348030001001', a: 1 })).not.toMatchObject(
    { '@ref': address },
  );
  expect(await blobs.value(run, address)).toEqual({ phone: '+2348030001001', a: 1 });
  const bytes = await store.read(`values/acme/run-1/${address}`);
  expect(Buffer.from(bytes as Uint8Array).includes('234803')).toBe(false);
});

it('what is missing is a fault worth repeating that names the run', async () => {
  await expect(blobs.value(run, 'a'.repeat(64))).rejects.toMatchObject({
    code: 'codec.value_missing',
    retryable: true,
    message: 'A large value of run run-1 is not in the blob store.',
  });
});

it('a value written with an earlier key is read, and keeps its address under a later one, which seals what is new', async () => {
  const { '@ref': before } = await blobs.keepValue(run, 'before');
  const key = stores.rotate('acme').id;
  expect(await blobs.value(run, before)).toBe('before');
  expect(await blobs.keepValue(run, 'before')).toMatchObject({ '@ref': before });
  const { '@ref': after } = await blobs.keepValue(run, 'after');
  const sealedBy = async (address: string) => {
    const bytes = Buffer.from((await store.read(`values/acme/run-1/${address}`)) as Uint8Array);
    return bytes.subarray(0, bytes.indexOf(0)).toString();
  };
  expect([await sealedBy(before), await sealedBy(after)]).toEqual(['acme-k1', key]);
});

it('a blob put into the place of another is refused', async () => {
  const { '@ref': one } = await blobs.keepValue(run, 'one');
  const { '@ref': two } = await blobs.keepValue(run, 'two');
  await store.write(`values/acme/run-1/${one}`, (await store.read(`values/acme/run-1/${two}`)) as Uint8Array);
  await expect(blobs.value(run, one)).rejects.toMatchObject({ code: 'codec.tampered' });
});

it('whole outputs are found by the key of their visit, or are not there', async () => {
  await blobs.keepOutput(run, 'fetch#1.17', { all: [1, 2] });
  expect(await blobs.output(run, 'fetch#1.17')).toEqual({ all: [1, 2] });
  expect(await blobs.output(run, 'fetch#1.18')).toBeUndefined();
});

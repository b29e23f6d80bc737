import { randomBytes } from 'node:crypto';
import { defaultPayloadConverter, type Payload, type SerializationContext } from '@temporalio/common';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStores } from '../../test/memory-stores.ts';
import { payloadConverter } from '../workflows/payload-converter.ts';
import { planReference } from '../workflows/plan-reference.ts';
import { open, seal } from './cipher.ts';
import { createSealedJson } from './sealed-json.ts';
import { createTenantCodec } from './tenant-codec.ts';

const key = { id: 'k1', key: randomBytes(32) };
const of = (workflowId: string): SerializationContext => ({ type: 'workflow', namespace: 'default', workflowId });

describe('the cipher', () => {
  it('opens what it sealed, whatever the bytes (seed 20260105)', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string({ minLength: 1 }), (bytes, tenant) => {
        expect(Buffer.from(open(seal(bytes, key, tenant), key, tenant)).equals(Buffer.from(bytes))).toBe(true);
      }),
      { seed: 20260105 },
    );
  });

  it('refuses one flipped bit anywhere, another tenant and another key', () => {
    const sealed = seal(Buffer.from('secret'), key, 'acme');
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Uint8Array.from(sealed);
      changed[at] = (changed[at] as number) ^ 1;
      expect(() => open(changed, key, 'acme')).toThrow(/was changed or belongs to someone else/);
    }
    expect(() => open(sealed, key, 'other')).toThrow(/belongs to someone else/);
    expect(() => open(sealed, { id: 'k2', key: randomBytes(32) }, 'acme')).toThrow(/belongs to someone else/);
  });
});

describe('the codec', () => {
  // Keys of the same id, so that only the tenant tells payloads apart.
  const stores = memoryStores((_, count) => `k${count}`);
  const codec = createTenantCodec(stores);
  const payload = defaultPayloadConverter.toPayload({ phone: '+2348030001001' });

  it('lets nothing of a payload be read from outside, and gives it back inside', async () => {
    const [encoded] = (await codec.encode([payload], of('acme/run-1'))) as [Payload];
    expect(Buffer.from(encoded.data as Uint8Array).includes('234803')).toBe(false);
    const [decoded] = (await codec.decode([encoded], of('acme/run-1'))) as [Payload];
    expect(defaultPayloadConverter.fromPayload(decoded)).toEqual({ phone: '+2348030001001' });
  });

  it('refuses a payload moved to another tenant', async () => {
    const [encoded] = (await codec.encode([payload], of('acme/run-1'))) as [Payload];
    await stores.keys.current('other');
    await expect(codec.decode([encoded], of('other/run-1'))).rejects.toThrow(/belongs to someone else/);
  });

  it('refuses to guess a tenant where there is no context', async () => {
    await expect(codec.encode([payload])).rejects.toThrow(/without a tenant/);
  });

  it('sends a plan as its hash and resolves it to the plan', async () => {
    const plan = { abi: 1, nodes: [] } as never;
    const hash = stores.add(plan);
    const [sent] = (await codec.encode([payloadConverter.toPayload(planReference(hash))], of('acme/run-1'))) as [
      Payload,
    ];
    expect(Buffer.from(sent.data as Uint8Array).toString()).toBe(hash);
    const [resolved] = (await codec.decode([sent], of('acme/run-1'))) as [Payload];
    expect(defaultPayloadConverter.fromPayload(resolved)).toEqual({ hash, plan });
  });
});

describe('sealed JSON', () => {
  it('comes back whole, and only for its tenant', async () => {
    const sealed = createSealedJson(memoryStores().keys);
    const bytes = await sealed.seal('acme', { a: [1, null, 'x'] });
    expect(await sealed.open('acme', bytes)).toEqual({ a: [1, null, 'x'] });
    await expect(sealed.open('other', bytes)).rejects.toThrow(/not known|belongs to someone else/);
  });
});

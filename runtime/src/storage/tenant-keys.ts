import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Trx } from './database.ts';
import { storageErrors } from './errors.ts';
import type { DataKey, KeyFacts, KeyRing } from './key-ports.ts';

type Purpose = 'data' | 'index';

/** How long the current key is remembered; a rotation is seen after this. */
const CURRENT_FOR_MS = 60_000;

/** Data keys per tenant in table `tenant_key`, each wrapped by the master key with tenant and id as additional data. */
export function createTenantKeys(deps: {
  masterKey: Uint8Array;
  inTenant<T>(tenant: string, work: (trx: Trx) => Promise<T>): Promise<T>;
  asSystem<T>(purpose: string, work: (trx: Trx) => Promise<T>): Promise<T>;
  newId(): string;
  now(): number;
}): KeyRing {
  const known = new Map<string, DataKey>();
  const current = new Map<string, { key: DataKey; until: number }>();
  const indexes = new Map<string, DataKey>();

  const remember = (tenant: string, key: DataKey): DataKey => {
    known.set(`${tenant} ${key.id}`, key);
    return key;
  };

  return {
    async current(tenant) {
      const cached = current.get(tenant);
      if (cached !== undefined && cached.until > deps.now()) return cached.key;
      const key = remember(tenant, await deps.inTenant(tenant, (trx) => loadOrMake(trx, tenant, 'data', deps)));
      current.set(tenant, { key, until: deps.now() + CURRENT_FOR_MS });
      return key;
    },
    async index(tenant) {
      const cached = indexes.get(tenant);
      if (cached !== undefined) return cached;
      const key = await deps.inTenant(tenant, (trx) => loadOrMake(trx, tenant, 'index', deps));
      indexes.set(tenant, key);
      return key;
    },
    async byId(tenant, id) {
      const cached = known.get(`${tenant} ${id}`);
      if (cached !== undefined) return cached;
      const row = await deps.inTenant(tenant, (trx) =>
        trx
          .selectFrom('tenant_key')
          .select('wrapped')
          .where('tenant_id', '=', tenant)
          .where('id', '=', id)
          .executeTakeFirst(),
      );
      return row === undefined ? null : remember(tenant, { id, key: unwrap(row.wrapped, deps.masterKey, tenant, id) });
    },
    async rotate(tenant) {
      const made = await deps.inTenant(tenant, async (trx) => {
        await trx
          .updateTable('tenant_key')
          .set({ active: false })
          .where('tenant_id', '=', tenant)
          .where('purpose', '=', 'data')
          .where('active', '=', true)
          .execute();
        const { id } = await loadOrMake(trx, tenant, 'data', deps);
        return facts(trx, tenant).where('id', '=', id).executeTakeFirstOrThrow();
      });
      current.delete(tenant);
      return factsOf(made);
    },
    async list(tenant) {
      const rows = await deps.inTenant(tenant, (trx) =>
        facts(trx, tenant).orderBy('created_at', 'desc').orderBy('id', 'desc').execute(),
      );
      return rows.map(factsOf);
    },
    async tenantOf(id) {
      const row = await deps.asSystem('codec', (trx) =>
        trx.selectFrom('tenant_key').select('tenant_id').where('id', '=', id).executeTakeFirst(),
      );
      return row?.tenant_id ?? null;
    },
  };
}

function facts(trx: Trx, tenant: string) {
  return trx
    .selectFrom('tenant_key')
    .select(['id', 'active', 'created_at'])
    .where('tenant_id', '=', tenant)
    .where('purpose', '=', 'data');
}

function factsOf(row: { id: string; active: boolean; created_at: Date }): KeyFacts {
  return { id: row.id, active: row.active, createdAt: row.created_at };
}

async function loadOrMake(
  trx: Trx,
  tenant: string,
  purpose: Purpose,
  deps: { masterKey: Uint8Array; newId(): string },
): Promise<DataKey> {
  const active = () =>
    trx
      .selectFrom('tenant_key')
      .select(['id', 'wrapped'])
      .where('tenant_id', '=', tenant)
      .where('purpose', '=', purpose)
      .where('active', '=', true)
      .executeTakeFirst();
  const found = await active();
  if (found !== undefined) return { id: found.id, key: unwrap(found.wrapped, deps.masterKey, tenant, found.id) };
  const id = deps.newId();
  const key = randomBytes(32);
  await trx
    .insertInto('tenant_key')
    .values({ tenant_id: tenant, id, purpose, wrapped: wrap(key, deps.masterKey, tenant, id) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  // Another process may have been first; its key is the tenant's.
  const stored = await active();
  if (stored === undefined) throw storageErrors.fault('storage.unwrap', { tenant });
  return { id: stored.id, key: unwrap(stored.wrapped, deps.masterKey, tenant, stored.id) };
}

function wrap(key: Uint8Array, masterKey: Uint8Array, tenant: string, id: string): Buffer {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', masterKey, iv);
  cipher.setAAD(Buffer.from(`${tenant}|${id}`));
  const body = Buffer.concat([cipher.update(key), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

function unwrap(wrapped: Buffer, masterKey: Uint8Array, tenant: string, id: string): Uint8Array {
  try {
    const decipher = createDecipheriv('aes-256-gcm', masterKey, wrapped.subarray(0, 12));
    decipher.setAAD(Buffer.from(`${tenant}|${id}`));
    decipher.setAuthTag(wrapped.subarray(12, 28));
    return Buffer.concat([decipher.update(wrapped.subarray(28)), decipher.final()]);
  } catch (cause) {
    throw storageErrors.fault('storage.unwrap', { tenant }, cause);
  }
}

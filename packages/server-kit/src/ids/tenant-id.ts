import { httpErrors } from '../http/errors.ts';

declare const brand: unique symbol;
/** A tenant's id: a slug or a UUID. It is part of workflow ids and idempotency keys, so it holds neither `/` nor `:`. */
export type TenantId = string & { readonly [brand]: 'TenantId' };

const PATTERN = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Whether a text can be a tenant's id. */
export function isTenantId(value: string): value is TenantId {
  return PATTERN.test(value);
}

/** Reads a tenant's id; throws `tenant.invalid`. */
export function tenantId(value: string): TenantId {
  if (!isTenantId(value)) throw httpErrors.fault('tenant.invalid');
  return value;
}

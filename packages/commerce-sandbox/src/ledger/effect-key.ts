import { sandboxErrors } from '../errors.ts';

/** An idempotency key in its parts: `tenant:service:run:key`, where the key may hold colons itself. */
export interface EffectKey {
  readonly text: string;
  readonly tenant: string;
  readonly service: string;
  readonly run: string;
  readonly key: string;
}

/** Nested subflows make long keys. */
const LONGEST = 1024;

/** Reads the header. Throws `idempotency.missing` or `idempotency.key`. */
export function parseEffectKey(header: string | readonly string[] | undefined): EffectKey {
  if (header === undefined) throw sandboxErrors.fault('idempotency.missing');
  if (typeof header !== 'string' || header.length > LONGEST || !/^[\x21-\x7e]+$/.test(header)) {
    throw sandboxErrors.fault('idempotency.key', { limit: LONGEST });
  }
  return split(header) ?? fail();
}

/** The parts of a key that was accepted before. */
export function effectKeyParts(text: string): EffectKey {
  return split(text) ?? fail();
}

/** The header of another effect of the same run. */
export function siblingKey(of: EffectKey, key: string): string {
  return `${of.tenant}:${of.service}:${of.run}:${key}`;
}

function split(text: string): EffectKey | null {
  const [tenant = '', service = '', run = '', ...rest] = text.split(':');
  const key = rest.join(':');
  if (tenant === '' || service === '' || run === '' || key === '') return null;
  return { text, tenant, service, run, key };
}

function fail(): never {
  throw sandboxErrors.fault('idempotency.key', { limit: LONGEST });
}

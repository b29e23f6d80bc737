import type { Json } from '@omniroute/primitives';
import { acceptMessage } from '../storage/message-repository.ts';
import type { IngressDeps } from './deps.ts';

/**
 * Accepts a message for a tenant: refused if it does not fit what its readers declare, else kept once per id and handed to
 * every run that holds the key.
 */
export async function receiveMessage(
  deps: IngressDeps,
  tenant: string,
  message: { name: string; correlation: string; payload: Json; id: string | undefined },
): Promise<{ id: string; runs: string[]; duplicate: boolean }> {
  const { name, correlation, payload } = message;
  const id = message.id ?? deps.newId();
  const sealed = await deps.sealed.seal(tenant, payload);
  const receivedAt = new Date(deps.now());
  const accepted = await deps.storage.inTenant(tenant, (trx) =>
    acceptMessage(trx, tenant, { name, id, correlation, payload, sealed, receivedAt }),
  );
  deps.wake();
  return { id, ...accepted };
}
